import JSON
package import STIX

/// An answer with a page of objects, being written: their JSON, or what a manifest or a list of versions says
/// of them.
///
/// Source: TAXII 2.1 sections 3.7 (envelope), 5.3.1 (manifest), 5.8.1 (versions).
package struct ObjectPage: Sendable {
    package enum Kind: Sendable {
        case objects, manifest, versions
    }

    /// Bytes of one answer; the page ends before it would have more, with one object at least.
    package static let bytesMax = 4 * 1024 * 1024

    private let kind: Kind
    private var writer: JSONWriter
    package private(set) var count = 0
    /// Of the first and the last object that was added.
    package private(set) var firstAdded: STIXTimestamp?
    package private(set) var lastAdded: STIXTimestamp?
    private var last: UInt64 = 0
    /// Whether there are more behind them.
    package var hasMore = false

    package init(_ kind: Kind) {
        self.kind = kind
        writer = JSONWriter(reserving: 64 * 1024)
        writer.beginArray()
    }

    /// How far the collection was looked at: the date of the last object; of a page without objects that is not the end,
    /// the place where it stopped. Nil where nothing is there.
    package var reached: STIXTimestamp? {
        lastAdded ?? (hasMore ? STIXTimestamp(microseconds: last) : nil)
    }

    package var isFull: Bool { writer.bytes.count >= Self.bytesMax }

    package mutating func append(_ object: IndexedObject) {
        switch kind {
        case .objects:
            guard object.write(to: &writer) else { return }
        case .manifest:
            writer.beginObject()
            writer.member("id", object.id)
            writer.member("date_added", object.dateAdded.microsecondText)
            writer.member("version", object.writtenVersion)
            writer.member("media_type", TAXIIMediaType.stix)
            writer.endObject()
        case .versions: writer.value(object.writtenVersion)
        }
        count += 1
        if firstAdded == nil { firstAdded = object.dateAdded }
        lastAdded = object.dateAdded
        last = object.sequence
    }

    /// Ends it where nobody has looked further than this place.
    package mutating func end(at sequence: UInt64) {
        hasMore = true
        last = sequence
    }

    /// The whole answer.
    package func finished() -> [UInt8] {
        var list = writer
        list.endArray()
        var answer = JSONWriter(reserving: list.bytes.count + 128)
        answer.beginObject()
        if hasMore {
            answer.member("more", true)
            answer.member("next", PageCursor(sequence: last).description)
        } else if count > 0 {
            answer.member("more", false)
        }
        if count > 0 {
            answer.name(kind == .versions ? "versions" : "objects")
            answer.value(json: list.bytes)
        }
        answer.endObject()
        return answer.bytes
    }
}
