import AllianceNames
import GS1
package import Peering
package import Statements
import TransparencyLog

/// The address of a complaint's page, and of what belongs to it.
package enum ComplaintLink {
    package static let path = "/console/complaint"

    /// - Parameter path: of the route that takes a complaint.
    package static func href(_ id: EntryReference, at path: String = Self.path) -> String {
        "\(path)?\(query(id))"
    }

    package static func query(_ id: EntryReference) -> String {
        "log=\(PercentEncoding.segment(id.origin.description))&entry=\(id.index)"
    }

    /// The complaint that an address names.
    /// - Throws: status 400.
    package static func reference(
        _ target: RequestTarget
    ) throws(PeerProblem) -> EntryReference {
        guard
            let id = reference(
                log: try target.parameter("log"), entry: try target.parameter("entry"))
        else { throw unnamed }
        return id
    }

    /// Nil for what names none.
    package static func reference(log: String?, entry: String?) -> EntryReference? {
        guard let log, let entry, let origin = try? LogOrigin(parsing: log),
            // Digits and nothing else: an entry has one address.
            let index = Decimal.decode(Array(entry.utf8))
        else { return nil }
        return EntryReference(origin: origin, index: index)
    }

    /// As `EntryReference.description` has it; nil for what names none.
    package static func reference(shown text: String) -> EntryReference? {
        guard let slash = text.lastIndex(of: "/") else { return nil }
        return reference(
            log: String(text[..<slash]), entry: String(text[text.index(after: slash)...]))
    }

    /// The fields of a form that speaks of it.
    static func fields(_ id: EntryReference) -> HTML {
        """
        <input type="hidden" name="log" value="\(id.origin.description)">
        <input type="hidden" name="entry" value="\(String(id.index))">
        """
    }

    static let unnamed = PeerProblem(
        status: 400, keyword: "complaint", detail: "The address names no complaint.")

    static let missing = PeerProblem(
        status: 404, keyword: "no-complaint",
        detail: "There is no such complaint that this desk may read.")
}
