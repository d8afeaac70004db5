import AllianceNames
import AllianceNode
import Credentials
import Peering
import Replication
import Roster
import SQLiteStore
import SignIn
import TransparencyLog

/// Looks through a folder and notes what is wrong, going on after each finding. What a later check
/// needs and an earlier one could not read is not asked for again.
struct HomeValidation {
    /// One thing that is wrong.
    struct Finding: Encodable {
        /// Stable, for programs.
        let keyword: String
        /// The file or log it is about.
        let place: String
        /// One sentence, with what to do.
        let text: String
    }

    /// What ends sooner than this is a finding, so that there is time to renew it.
    static let noticeDays: UInt64 = 14

    let home: HomeFolder
    let now: UTCTimestamp
    let configuration: ConfigurationSources
    private(set) var findings: [Finding] = []
    /// Variables of the environment that look like settings and are none: to be told, and no mistake of
    /// the folder.
    var unknownVariables: [String] = []
    /// What a node would do without, or does by itself: to be told, and no mistake either.
    var remarks: [String] = []
    static let fullPercent = 70
    static let anchorNoticeDays: UInt64 = 365
    /// What was looked at, for people.
    private(set) var checked: [String] = []

    init(_ home: HomeFolder, configuration: ConfigurationSources, clock: WallClock) {
        self.home = home
        self.configuration = configuration
        now = UTCTimestamp(millisecondsSince1970: clock.now())
    }

    mutating func run() async {
        let certs = home.certs
        let isAuthority = DurableFile.exists(certs.authorityKey)
        let epoch = attempt(certs.path) { try certs.newestEpoch() } ?? nil
        guard isAuthority || epoch != nil else {
            let isRestored = (try? HomeStanding(of: certs))?.isRestored == true
            let missing: NodeError =
                isRestored ? .keysMissing(certs: certs.path) : .noMember(home.path)
            note(missing.keyword, certs.path, missing.description)
            return
        }
        if isAuthority { checkAuthority() }
        let anchors = attempt(certs.allianceCA) { try certs.trustAnchors() }
        let authorityKeys = attempt(certs.authorityVerifierKeys) { try certs.authorityKeys() }
        guard let epoch else {
            if authorityKeys != nil { checkAuthorityRegister() }
            return
        }
        checkConfiguration()
        checkDeskFiles()
        checkSignIn()
        checkProxy()
        let member = await checkMember(epoch, anchors)
        guard let member else { return }
        let record = checkDatabases()
        checkApprovers()
        guard let authorityKeys else { return }
        guard let roster = checkRegister(authorityKeys, member.alliance, record) else { return }
        check(member, in: roster)
        if let record { checkLogs(record.states, roster) }
    }

    // MARK: Notes

    mutating func note(_ keyword: String, _ place: String, _ text: String) {
        // Two checks may meet the same fault.
        guard !findings.contains(where: { $0.text == text }) else { return }
        findings.append(Finding(keyword: keyword, place: place, text: text))
    }

    mutating func looked(at what: String) { checked.append(what) }

    /// The value of `body`; what it throws is a finding.
    mutating func attempt<Value>(_ place: String, _ body: () throws -> Value) -> Value? {
        do {
            return try body()
        } catch {
            note(Self.keyword(of: error), place, Self.sentence(of: error, about: place))
            return nil
        }
    }

    static func keyword(of error: any Error) -> String {
        switch error {
        case let error as CredentialsError: error.keyword
        case let error as RosterError: error.keyword
        case let error as SQLiteStoreError: error.keyword
        case let error as OwnLogError: error.keyword
        case let error as WitnessMarksError: error.keyword
        case let error as TransparencyLogError: error.keyword
        case let error as DeskFileError: error.keyword
        case let error as PeeringError: error.keyword
        case let error as SignInError: error.keyword
        case let error as NoticeFileError: error.keyword
        default: "failed"
        }
    }

    /// Names the place, unless the error does.
    static func sentence(of error: any Error, about place: String) -> String {
        let text = "\(error)"
        return text.contains(place) ? text : "\(place): \(text)"
    }

    /// Notes what has ended, or is about to.
    mutating func checkEnd(
        of what: String, _ end: UTCTimestamp, _ keyword: String, _ place: String, renew: String
    ) {
        if end < now {
            note("\(keyword)-expired", place, "\(what) expired at \(end): \(renew)")
        } else if end < now.adding(days: Self.noticeDays) {
            note("\(keyword)-expires-soon", place, "\(what) expires at \(end): \(renew)")
        }
    }
}
