package import Notices
package import TransparencyLog

/// Something that a holder or a person of the platform has done to an account: what console, commands and the
/// account's own pages ask alike. A code is sent and entered elsewhere.
package enum AccountChange: Hashable, Sendable {
    /// Nil adds to the account's own.
    case addRight(AccountRight, client: String?)
    case addClient(AccountClient)
    case renewAuthorisation(Authorisation, client: String)
    case endClient(String)
    /// Of the document that was read; `seen` as `HostedAccount.seen` of the page on which it was.
    case acceptAuthorisation(client: String, document: Digest, seen: Digest? = nil)
    case changeAddress(MailAddress)
    /// As `Right.key`; nil ends one of the account's own.
    case endRight(String, client: String?)
    case suspend
    case resume
    case close

    package var transition: AccountTransition {
        switch self {
        case .addRight: .addRight
        case .addClient: .addClient
        case .renewAuthorisation: .renewAuthorisation
        case .endClient: .endClient
        case .acceptAuthorisation: .acceptAuthorisation
        case .changeAddress: .changeAddress
        case .endRight: .endRight
        case .suspend: .suspend
        case .resume: .resume
        case .close: .close
        }
    }

    /// - Throws: `AccountError`, with nothing changed.
    package func apply(to account: inout HostedAccount, at now: UInt64) throws(AccountError) {
        switch self {
        case .addRight(let right, let client): try account.add(right, toClient: client)
        case .addClient(let client): try account.add(client, at: now)
        case .renewAuthorisation(let authorisation, let client):
            try account.renew(authorisation, ofClient: client, at: now)
        case .endClient(let client): try account.end(client: client)
        case .acceptAuthorisation(let client, let document, let seen):
            try account.check(seen: seen)
            try account.acceptAuthorisation(ofClient: client, document: document, at: now)
        case .changeAddress(let address): try account.change(address: address)
        case .endRight(let key, let client): try account.end(right: key, ofClient: client)
        case .suspend: try account.suspend()
        case .resume: try account.resume()
        case .close: try account.close()
        }
    }

    /// A reason, as the record has it.
    ///
    /// - Throws: `AccountError.text` for what is longer than one line of so many bytes, or has what nobody sees.
    package static func note(_ text: String) throws(AccountError) -> String {
        guard !text.allSatisfy({ $0 == " " }) else { return "" }
        return try AccountText.line(text, .reason, bytesMax: AccountLimits.reasonBytesMax)
    }
}
