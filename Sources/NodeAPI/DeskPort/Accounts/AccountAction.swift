package import Accounts
package import JSON
package import Notices
package import Peering
package import TransparencyLog

/// What a person of the platform does about an account: by a form of its page, or by a program.
package enum AccountAction: Hashable, Sendable {
    /// The document was read; `seen` as `HostedAccount.seen` of what was looked at, here and below.
    case accept(client: String, document: Digest, seen: Digest)
    /// To the registered owner of the client's rights; of the account's own where it is nil.
    case sendCode(client: String?, address: MailAddress, seen: Digest)
    case suspend(reason: String)
    case resume(reason: String)
    case close(reason: String)

    /// Which step of the account it is: records name it so, whoever takes it.
    package var transition: AccountTransition {
        switch self {
        case .accept: .acceptAuthorisation
        case .sendCode: .sendCode
        case .suspend: .suspend
        case .resume: .resume
        case .close: .close
        }
    }

    /// - Throws: `AccountError.email` for what is no address.
    package static func address(_ text: String?) throws(AccountError) -> MailAddress {
        guard let address = MailAddress(text ?? "") else { throw .email }
        return address
    }
}

// MARK: As programs write it

extension AccountAction {
    private static let names = 1...AccountLimits.nameBytesMax

    /// - Parameter seen: as the address has it.
    /// - Throws: status 400 for another form than is described.
    package static func accepting(
        _ value: JSONValue, seen: Digest
    ) throws(PeerProblem) -> AccountAction {
        let body = try RESTBody(value, names: ["client", "document"], what: "The body")
        return .accept(
            client: try body.required("client", body.text("client", characters: names)),
            document: try body.required("document", body.word("document") { Digest(hex: $0) }),
            seen: seen)
    }

    /// - Throws: as above; `AccountError.email`.
    package static func sendingCode(
        _ value: JSONValue, seen: Digest
    ) throws -> AccountAction {
        let body = try RESTBody(value, names: ["address", "client"], what: "The body")
        let address = try body.required(
            "address", body.text("address", characters: 1...MailAddress.bytesMax))
        return .sendCode(
            client: try body.text("client", characters: names),
            address: try Self.address(address), seen: seen)
    }

    /// Of what its stage alone allows; empty where none is given.
    ///
    /// - Throws: as above.
    package static func reason(_ value: JSONValue) throws(PeerProblem) -> String {
        try RESTBody(value, names: ["reason"], what: "The body")
            .text("reason", characters: 0...AccountLimits.reasonBytesMax) ?? ""
    }
}

// MARK: As forms of the console write it

extension AccountAction {
    /// - Throws: `AccountError.documentUnknown`, `.changedSince`.
    package static func accepting(_ fields: FormFields) throws(AccountError) -> AccountAction {
        guard let document = Digest(hex: fields["document"] ?? "") else { throw .documentUnknown }
        return .accept(
            client: fields["client"] ?? "", document: document, seen: try seen(fields))
    }

    /// - Throws: `AccountError.email`, `.changedSince`.
    package static func sendingCode(_ fields: FormFields) throws(AccountError) -> AccountAction {
        .sendCode(
            client: fields["client"].flatMap { $0.isEmpty ? nil : $0 },
            address: try address(fields["address"]), seen: try seen(fields))
    }

    /// What the page showed on which somebody acts.
    private static func seen(_ fields: FormFields) throws(AccountError) -> Digest {
        guard let seen = Digest(hex: fields["seen"] ?? "") else { throw .changedSince }
        return seen
    }
}
