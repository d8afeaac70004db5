package import AllianceNames
import JSON

/// What a TAXII server says of itself.
///
/// Source: TAXII 2.1 sections 4.1.1 (discovery), 4.2.1 (API root), 5.1.1 (collections).
package enum ServerInformation {
    /// - Parameter root: the address of the one API root.
    package static func discovery(of alliance: AllianceID, root: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("title", "Alliance \(alliance)")
        writer.member(
            "description", "What members of an anti-counterfeiting alliance report to each other.")
        writer.member("default", root)
        writer.member("api_roots", [root])
        writer.endObject()
        return writer.bytes
    }

    package static func root(of alliance: AllianceID, contentBytesMax: Int) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("title", "Alliance \(alliance)")
        writer.member("description", "One collection for each channel that this member reads.")
        writer.member("versions", [TAXIIMediaType.taxii])
        writer.member("max_content_length", contentBytesMax)
        writer.endObject()
        return writer.bytes
    }

    package static func collections(_ collections: [ObjectCollection]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        // A list without elements is left away (TAXII 2.1 section 2.1).
        if !collections.isEmpty {
            writer.name("collections")
            writer.beginArray()
            for collection in collections { collection.write(to: &writer) }
            writer.endArray()
        }
        writer.endObject()
        return writer.bytes
    }

    package static func collection(_ collection: ObjectCollection) -> [UInt8] {
        var writer = JSONWriter()
        collection.write(to: &writer)
        return writer.bytes
    }
}
