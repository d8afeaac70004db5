package import JSON
package import Statements

extension IndicatorAssertion {
    /// The `indicator` object that a report is, in the words of STIX.
    ///
    /// Source: STIX 2.1 section 4.7.
    package func write(_ provenance: STIXProvenance, to writer: inout JSONWriter) {
        let observable = STIXObservable(indicator)
        writer.beginObject()
        provenance.writeHead(
            STIXProvenance.id("indicator", of: provenance.origin, about: indicator), to: &writer)
        writer.member("name", "\(indicator.type.name) \(indicator.value)")
        writer.member("description", note ?? "Reported as belonging to a counterfeit offer.")
        writer.member("indicator_types", ["malicious-activity"])
        writer.member("pattern", observable.pattern)
        writer.member("pattern_type", "stix")
        writer.member("pattern_version", "2.1")
        writeValidity(provenance, to: &writer)
        writer.member("confidence", confidence)
        provenance.writeTail(tlp, to: &writer) { writer in
            writer.member("identifier_type", indicator.type.name)
            writer.member("identifier_value", indicator.value)
            writer.member("observable_ref", observable.id.description)
            writer.member("basis", basis.name)
            if !marks.isEmpty { writer.member("marks", marks) }
            if let marketplace { writer.member("marketplace", marketplace) }
            if let naturalPerson { writer.member("natural_person", naturalPerson) }
            if let legalBasis { writer.member("legal_basis", legalBasis) }
            if let firstSeen {
                writer.member("first_seen", STIXTimestamp(milliseconds: firstSeen).text)
            }
            if let lastSeen {
                writer.member("last_seen", STIXTimestamp(milliseconds: lastSeen).text)
            }
            writeAttributes(to: &writer)
        }
        writer.endObject()
    }

    /// `valid_until` has to be later than `valid_from`.
    private func writeValidity(_ provenance: STIXProvenance, to writer: inout JSONWriter) {
        let from = STIXTimestamp(
            milliseconds: min(
                firstSeen ?? provenance.created.milliseconds,
                validUntil.map { $0 - min($0, 1) } ?? .max))
        writer.member("valid_from", from.text)
        guard let validUntil else { return }
        let until = STIXTimestamp(milliseconds: validUntil)
        if until > from { writer.member("valid_until", until.text) }
    }

    private func writeAttributes(to writer: inout JSONWriter) {
        guard !attributes.isEmpty else { return }
        writer.name("attributes")
        writer.beginArray()
        for attribute in attributes {
            writer.beginObject()
            writer.member("name", attribute.name)
            writer.member("value", attribute.value)
            writer.endObject()
        }
        writer.endArray()
    }
}
