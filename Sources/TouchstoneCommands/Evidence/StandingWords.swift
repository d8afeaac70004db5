/// Whether a statement of an evidence bundle counts, for people.
package enum StandingWords {
    /// - Parameters:
    ///   - standing: as the output for programs has it.
    ///   - numbers: of the statements that take it back. It may not count for another reason as well, or be erased.
    package static func words(_ standing: String, withdrawnBy numbers: [Int]) -> String {
        let by = numbers.isEmpty ? "" : " by " + numbers.map { String($0) }.joined(separator: ", ")
        switch standing {
        case "retracted": return "withdrawn" + by
        case "live": return "counts"
        case "suspended": return "member suspended"
        case "outOfScope": return "does not count" + (by.isEmpty ? "" : ", withdrawn" + by)
        default: return standing + (by.isEmpty ? "" : ", withdrawn" + by)
        }
    }
}
