package import AllianceNames
import CRDT
package import Statements

/// One of the ordered lists in which a beginning is looked for: identifiers of which something was said in one channel
/// under one marking.
///
/// So whoever looks walks only what was said where they read, under a marking that they are shown, however much else
/// there is. An identifier of which much is said stands in several lists.
package struct IdentifierList: Hashable, Sendable {
    package let channel: ChannelID
    /// `clear` of what is not marked.
    package let marking: TLP

    package init(channel: ChannelID, marking: TLP?) {
        self.channel = channel
        self.marking = marking ?? .clear
    }

    /// Whether it is for somebody who reads these channels (nil: all) and may see what is marked so.
    package func isFor(_ channels: Set<ChannelID>?, upTo markingMax: TLP) -> Bool {
        channels?.contains(channel) ?? true && marking <= markingMax
    }
}

extension ViewRow {
    /// The identifiers that a row is about, with the list that may hold their names.
    package var listed: (list: IdentifierList, indicators: [Indicator])? {
        guard let (head, body) = try? decoded() else { return nil }
        return (
            IdentifierList(channel: dot.log.channel, marking: body.marking),
            head.keys.compactMap { Indicator(keyBytes: $0) }
        )
    }

    /// Whether an identifier stands in a list by what this row says.
    package func keeps(_ indicator: Indicator, in list: IdentifierList) -> Bool {
        guard dot.log.channel == list.channel, let listed else { return false }
        return listed.list == list && listed.indicators.contains(indicator)
    }
}
