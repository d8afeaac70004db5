package import AllianceNames
import JSON
package import Statements

/// What one member reported in one channel on one day, as a MISP event; a day of many reports is several.
///
/// Source: MISP core format section 2.2 (event) and 3 (manifest).
package struct MISPEvent: Sendable {
    /// Where its reports stand: those of a block of the log that were made on the day.
    package struct Place: Hashable, Sendable {
        package let origin: LogOrigin
        package let day: MISPDay
        /// The entries from `block * blockEntries` on.
        package let block: UInt64

        package init(origin: LogOrigin, day: MISPDay, block: UInt64) {
            self.origin = origin
            self.day = day
            self.block = block
        }

        package var uuid: String { MISPName.event(self) }
        package var entries: Range<UInt64> {
            block * MISPEvent.blockEntries..<(block + 1) * MISPEvent.blockEntries
        }
    }

    /// Entries of a log whose reports are one event at most.
    package static let blockEntries: UInt64 = 2_048

    package let place: Place
    package let author: MISPOrganisation
    /// Of the channel: what its reports may be shown to by default.
    package let tlp: TLP
    /// When its reports last changed: seconds since 1970.
    package let changed: UInt64

    package init(place: Place, author: MISPOrganisation, tlp: TLP, changed: UInt64) {
        self.place = place
        self.author = author
        self.tlp = tlp
        self.changed = changed
    }

    private var info: String {
        "\(author.name): reports of \(place.day) in channel \(place.origin.channel)"
            + (place.block > 0 ? ", part \(place.block + 1)" : "")
    }

    /// Its member of the manifest.
    func writeSummary(to writer: inout JSONWriter) {
        writer.name(place.uuid)
        writer.beginObject()
        writeCommon(to: &writer)
        writer.endObject()
    }

    private func writeCommon(to writer: inout JSONWriter) {
        writer.member("info", info)
        writer.member("date", "\(place.day)")
        writer.member("timestamp", String(changed))
        // Complete; of no level, which a report of a seller has none of.
        writer.member("analysis", "2")
        writer.member("threat_level_id", "4")
        writer.name("Orgc")
        author.write(to: &writer)
        writer.name("Tag")
        writer.beginArray()
        MISPTag.write(tlp, to: &writer)
        writer.endArray()
    }

    /// The whole event.
    package func json(
        _ attributes: [MISPAttribute], sharedWith group: MISPSharingGroup
    ) -> [UInt8] {
        var writer = JSONWriter(reserving: 1_024 + attributes.count * 512)
        writer.beginObject()
        writer.name("Event")
        writer.beginObject()
        writer.member("uuid", place.uuid)
        writeCommon(to: &writer)
        writer.member("publish_timestamp", String(changed))
        writer.member("published", true)
        writer.member("extends_uuid", "")
        // 4: those of the sharing group.
        writer.member("distribution", "4")
        writer.name("SharingGroup")
        group.write(to: &writer)
        writer.name("Attribute")
        writer.beginArray()
        for attribute in attributes { attribute.write(of: place.origin, to: &writer) }
        writer.endArray()
        writer.name("Object")
        writer.beginArray()
        writer.endArray()
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// `manifest.json`: which events a feed has.
    package static func manifest(of events: [MISPEvent]) -> [UInt8] {
        var writer = JSONWriter(reserving: 64 + events.count * 384)
        writer.beginObject()
        for event in events { event.writeSummary(to: &writer) }
        writer.endObject()
        return writer.bytes
    }
}
