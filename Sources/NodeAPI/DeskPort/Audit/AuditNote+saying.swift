import AllianceNames
import AuditTrail
import Statements

/// What is said of an identifier in this member's name, the same whether a person says it or a program.
extension AuditNote {
    /// What is about to be said or taken back; nothing is signed that cannot be recorded.
    ///
    /// - Parameter what: an objection, links, and so on, as REST calls it.
    static func saying(
        _ action: AuditAction, _ what: String, of indicator: Indicator, in channel: ChannelID
    ) -> AuditNote {
        AuditNote(
            action,
            [
                "kind": indicator.type.name, "identifier": indicator.value,
                "channel": channel.rawValue, "what": what,
            ])
    }

    /// Where it stands now.
    ///
    /// - Parameter verb: what was done: `said` or `withdrawn`.
    static func signed(
        _ verb: String, _ indicator: Indicator, _ entries: SignedEntries
    ) -> AuditNote {
        AuditNote(
            .use,
            [
                verb: indicator.type.name, "identifier": indicator.value,
                "log": entries.log.description, "entry": String(entries.indexes.lowerBound),
            ])
    }
}
