import JSON
import Peering

/// What is decided is decided of the state that was read: the same as a form of the console brings back.
enum RevisionParameter {
    private static let range = 1...999_999_999

    static let parameter = RESTOperation.Parameter.query(
        "revision", JSONSchema.number(range.lowerBound, range.upperBound),
        "Of what was read; another one by now is refused.", isRequired: true)

    /// - Throws: status 400 where it is missing.
    static func read(_ call: RESTCall) throws(PeerProblem) -> UInt64 {
        guard let revision = try call.query.number("revision", in: range) else {
            throw RESTQuery.missing("revision")
        }
        return UInt64(revision)
    }
}
