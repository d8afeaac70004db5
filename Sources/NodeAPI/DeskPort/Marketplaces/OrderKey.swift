package import Peering
import Statements

/// An order's id as an address has it: the entry that orders it, a tilde and the place,
/// `ipacc.example~desk-verel~hub~e1~7~0`.
package enum OrderKey {
    package static let bytesMax = 512
    package static let pattern: String =
        String(EntryReference.pathPattern.dropLast()) + "~(0|[1-9][0-9]?|[12][0-9]{2})$"

    /// Nil for what is no id of an order.
    package static func path(_ id: String) -> String? {
        guard let mark = id.lastIndex(of: "#"),
            let entry = EntryReference(String(id[..<mark])), let place = place(id[mark...])
        else { return nil }
        return "\(entry.pathName)~\(place)"
    }

    /// Nil for what `path` never gives.
    package static func id(path text: String) -> String? {
        guard let mark = text.lastIndex(of: "~"),
            let entry = EntryReference(pathName: String(text[..<mark])),
            let place = place(text[mark...])
        else { return nil }
        return "\(entry)#\(place)"
    }

    private static func place(_ text: Substring) -> Int? {
        let digits = text.dropFirst()
        guard let place = Int(digits), (0..<Complaint.listingsMax).contains(place),
            String(place) == digits
        else { return nil }
        return place
    }

    package static let missing = PeerProblem(
        status: 404, keyword: "no-order",
        detail: "There is no such order that somebody has to see to.")
}
