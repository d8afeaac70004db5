import AllianceNames
import GS1
package import Statements
import TransparencyLog

/// Where accounts' holders go. `/account` itself is that of the member's people (`SignInPath.account`).
package enum AccountPath {
    package static let apply = "/account/apply"
    package static let signIn = "/account/sign-in"
    package static let link = "/account/link"
    package static let signOut = "/account/sign-out"
    package static let home = "/account/home"
    package static let code = "/account/code"
    package static let rights = "/account/rights"
    package static let clients = "/account/clients"
    package static let clientEnd = "/account/clients/end"
    package static let complaints = "/account/complaints"
    package static let file = "/account/complaints/new"

    package static func complaint(_ id: EntryReference) -> String {
        "\(complaints)/of/\(PercentEncoding.segment(id.description))"
    }

    /// Nil for what `complaint` never writes.
    static func reference(_ text: String) -> EntryReference? {
        guard let slash = text.lastIndex(of: "/"),
            let origin = try? LogOrigin(parsing: text[..<slash]),
            let index = UInt64(text[text.index(after: slash)...])
        else { return nil }
        let found = EntryReference(origin: origin, index: index)
        return found.description == text ? found : nil
    }
}
