import Accounts
import AllianceNames
import AuditTrail
import Peering
import SignIn
import TransparencyLog

extension AccountAction {
    /// - Parameter person: of the platform, as the account's record will have it.
    /// - Returns: the account afterwards.
    /// - Throws: `AccountError`.
    fileprivate func take(
        on id: AccountID, by person: PersonID, _ accounts: any HostedAccounts
    ) async throws -> HostedAccount {
        let by = person.rawValue
        switch self {
        case .accept(let client, let document, let seen):
            return try await accounts.change(
                id, .acceptAuthorisation(client: client, document: document, seen: seen), by: by,
                note: "")
        case .sendCode(let client, let address, let seen):
            return try await accounts.sendCode(
                for: id, client: client, to: address, seen: seen, by: by)
        case .suspend(let reason):
            return try await accounts.change(id, .suspend, by: by, note: reason)
        case .resume(let reason):
            return try await accounts.change(id, .resume, by: by, note: reason)
        case .close(let reason):
            return try await accounts.change(id, .close, by: by, note: reason)
        }
    }
}

extension ConsoleRoutes {
    /// Does it in the name of the person who asks, recorded before it is done.
    ///
    /// - Parameters:
    ///   - route: the method and the pattern.
    ///   - answer: made of the account afterwards.
    /// - Throws: 403 for who is no person; `AccountError`.
    func take(
        _ action: AccountAction, on id: AccountID, _ request: DeskRequest, route: String,
        _ accounts: any HostedAccounts, _ answer: (HostedAccount) throws -> DeskAnswer
    ) async throws -> DeskAnswer {
        guard let person = request.caller.person else {
            throw PeerProblem(
                status: 403, keyword: "person-needed",
                detail: "A step of an account is taken by a person; sign in and decide.")
        }
        // Of one that there is not nothing is said to have been done.
        _ = try await accounts.account(id)
        return try await recorded(
            AuditNote(.administer, [.account: id.rawValue, .did: action.transition.rawValue]),
            request, route: route
        ) {
            try answer(try await action.take(on: id, by: person.id, accounts))
        }
    }

    /// A document of an authorisation, to be read. Handed out as bytes: never shown where something would run it. It is a
    /// file that is taken away, so it counts.
    ///
    /// - Throws: 404 where the account has none of that digest, 403 where it is held.
    func accountDocument(
        _ request: DeskRequest, _ accounts: any HostedAccounts, route: String
    ) async throws -> DeskAnswer {
        let id = try request.accountID()
        guard let digest = Digest(hex: request.parameters["digest"] ?? "") else {
            throw Self.noDocument
        }
        let document: AccountDocument
        do {
            document = try await accounts.document(digest, of: id)
        } catch AccountError.documentUnknown {
            throw Self.noDocument
        }
        let note = try await admit(
            AuditNote(.export, [.account: id.rawValue, .document: digest.hex], rows: 1),
            request, route: route)
        let ending = document.mediaType.split(separator: "/").last ?? "bin"
        return DeskAnswer(mediaType: "application/octet-stream", body: document.bytes)
            .adding("content-disposition", "attachment; filename=\"authorisation.\(ending)\"")
            .noted(note)
    }

    private static let noDocument = PeerProblem(
        status: 404, keyword: AccountError.documentUnknown.keyword,
        detail: "This account has no such document.")
}

extension DeskRequest {
    /// The account that its path names.
    /// - Throws: `AccountError.accountUnknown` for what names none.
    func accountID() throws(AccountError) -> AccountID {
        let text = parameters["id"] ?? ""
        guard let id = try? AccountID(parsing: text) else {
            throw .accountUnknown(String(text.prefix(identifierBytesMax)))
        }
        return id
    }
}
