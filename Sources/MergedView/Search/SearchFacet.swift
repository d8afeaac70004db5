package import AllianceNames
package import Statements

/// The tokens that filters are looked up by: one token each, whatever the name holds.
package enum SearchFacet {
    /// Marks of one statement that it is found by.
    package static let marksMax = 64

    package static func type(_ type: IndicatorType) -> String { "t:" + type.name }
    package static func member(_ member: MemberID) -> String { "m:" + member.rawValue }
    package static func channel(_ channel: ChannelID) -> String { "c:" + channel.rawValue }
    /// `clear` of what is not marked.
    package static func marking(_ marking: TLP?) -> String {
        "l:" + String((marking ?? .clear).rawValue)
    }
    package static func marketplace(_ name: String) -> String { "p:" + plain(name) }
    package static func mark(_ mark: String) -> String { "k:" + plain(mark) }
    package static func statement(_ kind: EntryKind) -> String { "s:" + String(kind.rawValue) }

    /// Folded, every ASCII character but letters and digits an underline. Two names may share one:
    /// a hit is checked against its row.
    private static func plain(_ name: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in FoldedText.of(name).unicodeScalars {
            let isSeparator =
                scalar.isASCII && !(0x30...0x39).contains(scalar.value)
                && !(0x61...0x7a).contains(scalar.value)
            plain.append(isSeparator ? "_" : scalar)
        }
        return String(plain)
    }
}
