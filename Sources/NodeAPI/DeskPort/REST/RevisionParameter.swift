import JSON
import Peering

/// What is decided is decided of the state that was read: the same as a form of the console brings back.
enum RevisionParameter {
    private static let range = 1...999_999_999

    static let parameter = RESTOperation.Parameter.query(
        "revision", JSONSchema.number(range.lowerBound, range.upperBound),
        "Of what was read; another one by now is refused.", isRequired: true)

    /// For what conflicts with nothing that somebody else does.
    static let optional = RESTOperation.Parameter.query(
        "revision", JSONSchema.number(range.lowerBound, range.upperBound),
        "Of what was read; another one by now is refused. Whatever it is by now without it.")

    /// - Throws: status 400 where it is missing.
    static func read(_ call: RESTCall) throws(PeerProblem) -> UInt64 {
        guard let revision = try readIfAny(call) else { throw RESTQuery.missing("revision") }
        return revision
    }

    static func readIfAny(_ call: RESTCall) throws(PeerProblem) -> UInt64? {
        try call.query.number("revision", in: range).map { UInt64($0) }
    }
}
