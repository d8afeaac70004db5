import AllianceNode
import Casework
import Credentials
import NodeAPI
import SQLiteStore
import SignIn

extension HomeValidation {
    /// The desk port's own files, read as the node reads them when it starts.
    mutating func checkDeskFiles() {
        let home = home
        if DurableFile.exists(home.deskLinks),
            attempt(home.deskLinks, { try LinkTable(path: home.deskLinks) }) != nil
        {
            looked(at: "links.csv")
        }
        if DurableFile.exists(home.ownIdentifiers),
            attempt(home.ownIdentifiers, { try OwnIdentifiersFile(path: home.ownIdentifiers) })
                != nil
        {
            looked(at: "own.csv")
        }
        if DurableFile.exists(home.verificationPolicy),
            attempt(
                home.verificationPolicy,
                { try VerificationPolicies(path: home.verificationPolicy) }) != nil
        {
            looked(at: "verification.json")
        }
        if DurableFile.exists(home.marketplaceSettings),
            attempt(
                home.marketplaceSettings, { try OpenedNode.checkMarketplaces(of: home) }) != nil
        {
            looked(at: "marketplaces.json")
        }
        let issuers = home.certs.webhookCA
        if DurableFile.exists(issuers),
            attempt(issuers, { try NoticeFiles.checkIssuers(at: issuers) }) != nil
        {
            looked(at: "webhook-ca.pem")
        }
    }

    /// Where people would sign in.
    mutating func checkSignIn() {
        guard DurableFile.exists(home.signInSettings) else { return }
        let home = home
        let settings = attempt(home.signInSettings) {
            try OpenedNode.providerSettings(in: home)
        }
        if settings != nil { looked(at: "sign-in.json") }
    }

    /// What `serve` would be told by file and environment, all mistakes of it.
    mutating func checkConfiguration() {
        let reading = configuration.read()
        for problem in reading.problems {
            note(problem.keyword, problem.place, problem.description)
        }
        unknownVariables = reading.unknownVariables
        if reading.configuration.deskPort != nil {
            let missing = [
                PhotoReader.missing, ImageDecoder.missing, WorkbookReader.missing,
            ].compactMap { $0 }
            if !missing.isEmpty { remarks.append(missing.joined(separator: "; ")) }
        }
        if let files = reading.configuration.webCertificate {
            _ = attempt(files.certificate) { try files.read() }
        }
        if let program = reading.configuration.sendmail {
            _ = attempt(program) { try NoticeFiles.checkSendmail(program) }
        }
        if let file = reading.file, reading.problems.isEmpty {
            looked(at: file.split(separator: "/").last.map(String.init) ?? file)
        }
    }

    /// Whether somebody can take the second look that the configuration asks for.
    mutating func checkApprovers() {
        let settings = configuration.read().configuration
        guard settings.deskPort != nil, settings.secondLook != .never else { return }
        let path = home.accessDatabase
        // A file that cannot be read is a finding already.
        let known = try? SQLiteAccessStore.lookAtPeople(at: path)
        guard let people = DurableFile.exists(path) ? known : [] else { return }
        if !people.contains(where: { $0.permissions.contains(.approve) }) {
            remarks.append(
                "second-look is \(settings.secondLook.rawValue), and nobody is an approver: what has to be looked at waits until 'touchstone desk person add' or 'role' names one, with --role approver"
            )
        }
    }

    /// Through which proxy the node would call others.
    mutating func checkProxy() {
        guard DurableFile.exists(home.proxy) else { return }
        let home = home
        let settings = attempt(home.proxy) { try OpenedNode.proxySettings(in: home) }
        if settings != nil { looked(at: "proxy") }
    }
}
