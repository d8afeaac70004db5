import Roster

extension Roster {
    /// For people: `6 hours`, or minutes or seconds where it is no whole number of the larger ones.
    var stalenessText: String { Self.stalenessText(stalenessSeconds) }

    static func stalenessText(_ seconds: UInt64) -> String {
        for (unit, length) in [("hour", 3_600), ("minute", 60)] as [(String, UInt64)]
        where seconds % length == 0 {
            return Plural.text(seconds / length, unit)
        }
        return Plural.text(seconds, "second")
    }
}

extension Roster.Retention.Rule {
    /// For people.
    var subject: String { naturalPersonsOnly ? "\(kind) of natural persons" : "\(kind)" }
    var sentence: String { "\(subject): \(Plural.text(days, "day"))" }
}
