import AllianceNames
import AuditTrail
import Statements

/// What is said of an identifier in this member's name, the same whether a person says it or a program.
extension AuditNote {
    /// What is about to be said or taken back; nothing is signed that cannot be recorded.
    ///
    /// - Parameter what: a report, an objection, links, and so on.
    static func saying(
        _ action: AuditAction, _ what: String, of indicator: Indicator, in channel: ChannelID
    ) -> AuditNote {
        AuditNote(
            action,
            [
                .kind: indicator.type.name, .identifier: indicator.value,
                .channel: channel.rawValue, .what: what,
            ])
    }

    /// The same of what is no report.
    ///
    /// - Parameter indicator: that it is said of, of the two of a link.
    static func saying(
        _ said: IdentifierStatement, of indicator: Indicator, in channel: ChannelID
    ) -> AuditNote {
        saying(said.action, said.what, of: indicator, in: channel)
    }

    /// Where it stands now.
    ///
    /// - Parameter verb: what was done: `.said` or `.withdrawn`.
    static func signed(
        _ verb: AuditDetail, _ indicator: Indicator, _ entries: SignedEntries
    ) -> AuditNote {
        AuditNote(
            .use,
            [
                verb: indicator.type.name, .identifier: indicator.value,
                .log: entries.log.description, .entry: String(entries.indexes.lowerBound),
            ])
    }
}
