import JSON
import Statements

/// A label of events and attributes.
///
/// Source: MISP core format (draft-dulaunoy-misp-core-format) section 2.5.3; the `tlp` taxonomy of MISP, version 2.0
/// names in lower case.
enum MISPTag {
    static func write(_ tlp: TLP, to writer: inout JSONWriter) {
        write("tlp:\(tlp.name)", colour: colour(of: tlp), to: &writer)
    }

    /// What kind of identifier it is, where MISP has no type of its own for it.
    static func write(_ type: IndicatorType, to writer: inout JSONWriter) {
        write("touchstone:identifier=\"\(type.name)\"", colour: "#3b5b72", to: &writer)
    }

    private static func write(_ name: String, colour: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("colour", colour)
        writer.endObject()
    }

    /// As FIRST prints them.
    private static func colour(of tlp: TLP) -> String {
        switch tlp {
        case .clear: "#ffffff"
        case .green: "#33ff00"
        case .amber, .amberStrict: "#ffc000"
        case .red: "#ff2b2b"
        }
    }
}
