package import JSON
package import Statements

extension Dispute {
    /// The `opinion` object that an objection is: of the identifier, whoever reports it.
    ///
    /// Source: STIX 2.1 section 4.14.
    package func write(_ provenance: STIXProvenance, to writer: inout JSONWriter) {
        writer.beginObject()
        provenance.writeHead(
            STIXProvenance.id("opinion", of: provenance.origin, about: indicator), to: &writer)
        writer.member("opinion", isOutright ? "strongly-disagree" : "disagree")
        writer.member("explanation", text ?? "Objected to: \(reason.name).")
        writer.member("object_refs", [STIXObservable(indicator).id.description])
        provenance.writeTail(tlp, to: &writer) { writer in
            writer.member("identifier_type", indicator.type.name)
            writer.member("identifier_value", indicator.value)
            writer.member("reason", reason.name)
            writer.member("on_behalf_of_seller", onBehalfOfSeller)
        }
        writer.endObject()
    }

    /// Whether it says that the report was never right.
    private var isOutright: Bool {
        switch reason {
        case .falsePositive, .authorisedSeller: true
        case .identifierReassigned, .resolved, .sellerReply, .other: false
        }
    }
}
