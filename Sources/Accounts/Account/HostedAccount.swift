package import Notices
package import TransparencyLog

/// An account at the platform through which a rights holder without a node files complaints: who it says
/// that it is, what of that is proved, and where it stands. A value; each change is a transition of
/// `AccountTransition`, and one that may not be is refused and changes nothing.
package struct HostedAccount: Hashable, Sendable {
    package let id: AccountID
    package let organisation: String
    /// Where links go that let the holder in.
    package private(set) var email: MailAddress
    /// ISO 3166-1 alpha-2.
    package let country: String
    package let isAgent: Bool
    package private(set) var stage: AccountStage
    /// Its own.
    package private(set) var rights: [AccountRight]
    /// In the order in which they came.
    package private(set) var clients: [AccountClient]
    /// The newest, while it may still be entered.
    package private(set) var code: SentCode?
    /// Milliseconds since 1970.
    package let appliedAt: UInt64

    package init(_ application: AccountApplication, id: AccountID, at now: UInt64) {
        self.id = id
        organisation = application.organisation
        email = application.email
        country = application.country
        isAgent = application.isAgent
        stage = AccountTransition.apply.to(from: .applied)
        rights = application.rights
        clients = []
        appliedAt = now
    }

    /// As it was kept.
    package init(
        id: AccountID, organisation: String, email: MailAddress, country: String, isAgent: Bool,
        stage: AccountStage, rights: [AccountRight], clients: [AccountClient], code: SentCode?,
        appliedAt: UInt64
    ) {
        self.id = id
        self.organisation = organisation
        self.email = email
        self.country = country
        self.isAgent = isAgent
        self.stage = stage
        self.rights = rights
        self.clients = clients
        self.code = code
        self.appliedAt = appliedAt
    }

    package func client(_ name: String) -> AccountClient? { clients.first { $0.name == name } }

    /// - Throws: `AccountError.stage`.
    package func check(_ transition: AccountTransition) throws(AccountError) {
        guard transition.from.contains(stage) else { throw .stage(stage, transition) }
    }

    private mutating func go(_ transition: AccountTransition) {
        stage = transition.to(from: stage)
    }

    private func place(ofClient name: String) throws(AccountError) -> Int {
        guard let place = clients.firstIndex(where: { $0.name == name }) else {
            throw .clientUnknown(String(name.prefix(AccountLimits.nameBytesMax)))
        }
        return place
    }

    // MARK: Rights and clients

    /// - Parameter name: of the client; nil for the account itself.
    /// - Throws: `AccountError`.
    package mutating func add(
        _ right: AccountRight, toClient name: String? = nil
    ) throws(AccountError) {
        try check(.addRight)
        var right = right
        right.confirmedAt = nil
        let held: [AccountRight]
        if let name { held = clients[try place(ofClient: name)].rights } else { held = rights }
        guard held.count < AccountLimits.rightsMax else {
            throw .tooMany(what: "rights", max: AccountLimits.rightsMax)
        }
        guard !held.contains(where: { $0.key == right.key }) else { throw .rightTwice(right.key) }
        if let name {
            clients[try place(ofClient: name)].rights.append(right)
        } else {
            rights.append(right)
        }
        go(.addRight)
    }

    /// - Throws: `AccountError`.
    package mutating func add(
        _ client: AccountClient, at now: UInt64
    ) throws(AccountError) {
        try check(.addClient)
        guard isAgent else { throw .notAnAgent }
        guard !clients.contains(where: { $0.name == client.name }) else {
            throw .clientKnown(client.name)
        }
        guard clients.count < AccountLimits.clientsMax else {
            throw .tooMany(what: "clients", max: AccountLimits.clientsMax)
        }
        guard !client.rights.isEmpty else { throw .rightsMissing }
        guard client.rights.count <= AccountLimits.rightsMax else {
            throw .tooMany(what: "rights", max: AccountLimits.rightsMax)
        }
        try AccountRight.checkEachOnce(client.rights)
        try Self.checkEnd(client.authorisation.until, at: now)
        var client = client
        client.authorisation.acceptedAt = nil
        for place in client.rights.indices { client.rights[place].confirmedAt = nil }
        clients.append(client)
        go(.addClient)
    }

    /// Another document, or another end, which somebody has to read before it counts. Until then nothing
    /// may be filed for this client: the one before is withdrawn with it.
    ///
    /// - Throws: `AccountError`.
    package mutating func renew(
        _ authorisation: Authorisation, ofClient name: String, at now: UInt64
    ) throws(AccountError) {
        try check(.renewAuthorisation)
        let place = try place(ofClient: name)
        try Self.checkEnd(authorisation.until, at: now)
        clients[place].authorisation = Authorisation(
            document: authorisation.document, until: authorisation.until)
        go(.renewAuthorisation)
    }

    private static func checkEnd(_ until: UInt64, at now: UInt64) throws(AccountError) {
        guard until > now, until - now <= Authorisation.lengthMax,
            until <= AccountLimits.timeMax
        else { throw .authorisationEnd }
    }

    /// - Throws: `AccountError`.
    package mutating func end(client name: String) throws(AccountError) {
        try check(.endClient)
        clients.remove(at: try place(ofClient: name))
        // A code that is under way for it confirms nothing any more.
        if code?.client == name { code = nil }
        go(.endClient)
    }

    // MARK: By the platform

    /// - Parameter document: the one that was read; another may have come meanwhile.
    /// - Throws: `AccountError`.
    package mutating func acceptAuthorisation(
        ofClient name: String, document: Digest, at now: UInt64
    ) throws(AccountError) {
        try check(.acceptAuthorisation)
        let place = try place(ofClient: name)
        guard clients[place].authorisation.document == document else { throw .documentUnknown }
        clients[place].authorisation.acceptedAt = now
        go(.acceptAuthorisation)
    }

    /// What a code for this client, or the account itself, would confirm now, as `Right.key`.
    ///
    /// - Throws: `AccountError` where none may be sent.
    package func toConfirm(client name: String?) throws(AccountError) -> Set<String> {
        try check(.sendCode)
        let held: [AccountRight]
        if let name {
            let client = clients[try place(ofClient: name)]
            guard client.authorisation.acceptedAt != nil else {
                throw .authorisationNotAccepted(name)
            }
            held = client.rights
        } else {
            held = rights
        }
        let open = held.filter { $0.confirmedAt == nil }.map(\.key)
        guard !open.isEmpty else { throw .nothingToConfirm }
        return Set(open)
    }

    /// A code was sent for what `toConfirm` named then. The one before is good no more.
    ///
    /// - Parameter rights: those that it was sent for; what was named since is not confirmed by it.
    /// - Throws: `AccountError`.
    package mutating func sent(
        _ hash: Digest, to address: MailAddress, client: String?, for rights: Set<String>,
        at now: UInt64
    ) throws(AccountError) {
        let rights = try toConfirm(client: client).intersection(rights)
        guard !rights.isEmpty else { throw .nothingToConfirm }
        code = SentCode(
            hash: hash, address: address, client: client, rights: rights, sentAt: now)
        go(.sendCode)
    }

    /// - Throws: `AccountError.stage`.
    package mutating func change(address: MailAddress) throws(AccountError) {
        try check(.changeAddress)
        email = address
        go(.changeAddress)
    }

    /// A right that was sold, or named by mistake: nothing is filed by it any more, and a code that is under way
    /// does not confirm it.
    ///
    /// - Parameters:
    ///   - key: as `Right.key`.
    ///   - name: of the client; nil for the account itself.
    /// - Throws: `AccountError.rightUnknown`; `rightsMissing` for the last one of a client, which is ended as a whole.
    package mutating func end(
        right key: String, ofClient name: String? = nil
    ) throws(AccountError) {
        try check(.endRight)
        if let name {
            let place = try place(ofClient: name)
            guard let right = clients[place].rights.firstIndex(where: { $0.key == key }) else {
                throw .rightUnknown(key)
            }
            guard clients[place].rights.count > 1 else { throw .rightsMissing }
            clients[place].rights.remove(at: right)
        } else {
            guard let right = rights.firstIndex(where: { $0.key == key }) else {
                throw .rightUnknown(key)
            }
            rights.remove(at: right)
        }
        if let sent = code, sent.client == name { code = sent.without(key) }
        go(.endRight)
    }

    /// - Throws: `AccountError.stage`.
    package mutating func suspend() throws(AccountError) {
        try check(.suspend)
        go(.suspend)
    }

    /// - Throws: `AccountError.stage`.
    package mutating func resume() throws(AccountError) {
        try check(.resume)
        go(.resume)
    }

    /// - Throws: `AccountError.stage`.
    package mutating func close() throws(AccountError) {
        try check(.close)
        code = nil
        go(.close)
    }

    // MARK: The code that comes back

    /// What became of a code that was entered.
    package enum Entry: Hashable, Sendable {
        case confirmed
        /// It was not the one; the attempt is counted.
        case missed(left: Int)
    }

    /// Counts the attempt, whatever comes of it: the caller keeps the account as it is after this.
    ///
    /// - Parameter hash: of what was entered, for this account.
    /// - Throws: `AccountError` where no code may be entered; then nothing changes.
    package mutating func enter(_ hash: Digest, at now: UInt64) throws(AccountError) -> Entry {
        try check(.enterCode)
        guard let sent = code else { throw .noCode }
        guard sent.attemptsLeft > 0 else { throw .codeSpent }
        guard now < sent.expiresAt else { throw .codeOver }
        guard sent.matches(hash) else {
            code?.missed += 1
            go(.missCode)
            return .missed(left: code?.attemptsLeft ?? 0)
        }
        code = nil
        confirm(sent, at: now)
        go(.enterCode)
        return .confirmed
    }

    private mutating func confirm(_ sent: SentCode, at now: UInt64) {
        guard let name = sent.client else {
            for place in rights.indices where sent.rights.contains(rights[place].key) {
                rights[place].confirmedAt = now
            }
            return
        }
        guard let client = clients.firstIndex(where: { $0.name == name }) else { return }
        for place in clients[client].rights.indices
        where sent.rights.contains(clients[client].rights[place].key) {
            clients[client].rights[place].confirmedAt = now
        }
    }
}
