import AllianceNames
package import JSON
package import Statements

extension Sighting {
    /// What STIX can count to (section 5.2).
    private static let countMax: UInt64 = 999_999_999

    /// The `sighting` object that a total is, without what other objects of the member's say of it, so that who
    /// adds up the objects counts nothing twice.
    ///
    /// - Parameter report: the name of an indicator for the identifier; nil where the collection has none, so that it is
    ///   the one that this member would make.
    ///
    /// Source: STIX 2.1 section 5.2.
    package func write(
        _ provenance: STIXProvenance, of report: String?, to writer: inout JSONWriter
    ) {
        let origin = provenance.origin
        writer.beginObject()
        provenance.writeHead(
            STIXProvenance.id("sighting", of: origin, about: indicator), to: &writer)
        writer.member("first_seen", STIXTimestamp(milliseconds: first).text)
        writer.member("last_seen", STIXTimestamp(milliseconds: last).text)
        writer.member("count", min(total - postedTotal, Self.countMax))
        writer.member(
            "sighting_of_ref",
            report
                ?? STIXProvenance.id("indicator", of: origin, about: indicator).description)
        writer.member(
            "where_sighted_refs",
            [STIXProvenance.identity(of: origin.member, in: origin.alliance).description])
        provenance.writeTail(nil, to: &writer) { writer in
            writer.member("identifier_type", indicator.type.name)
            writer.member("identifier_value", indicator.value)
            writer.member("observable_ref", STIXObservable(indicator).id.description)
            writer.member("total", total)
        }
        writer.endObject()
    }
}
