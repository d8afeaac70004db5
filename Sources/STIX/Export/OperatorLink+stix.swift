package import JSON
package import Statements

extension OperatorLink {
    /// The `relationship` object that a link between two identifiers is.
    ///
    /// Source: STIX 2.1 section 5.1.
    package func write(_ provenance: STIXProvenance, to writer: inout JSONWriter) {
        let (one, other) = (STIXObservable(a).id, STIXObservable(b).id)
        writer.beginObject()
        provenance.writeHead(
            STIXProvenance.id("relationship", of: provenance.origin, about: [a, b]), to: &writer)
        writer.member("relationship_type", "related-to")
        writer.member("description", evidence ?? "Both belong to one operator.")
        writer.member("source_ref", one.description)
        writer.member("target_ref", other.description)
        writer.member("confidence", confidence)
        provenance.writeTail(tlp, to: &writer) { writer in
            writer.member("same_operator", true)
            writer.member("basis", basis.name)
            writer.name("identifiers")
            writer.beginArray()
            for indicator in [a, b] {
                writer.beginObject()
                writer.member("type", indicator.type.name)
                writer.member("value", indicator.value)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }
}
