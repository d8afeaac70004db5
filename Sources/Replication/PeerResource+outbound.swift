import AllianceNames
import TransparencyLog

private let addObject = "/add-object/"

// What a member that takes no connections does with a node that does: it brings its logs and files
// there, and fetches the questions that wait for it.
extension PeerResource {
    var outboundPath: String {
        switch self {
        case .mirrorCheckpoint(nil): "/mirror/add-checkpoint"
        case .mirrorCheckpoint(let root?): "/mirror/add-checkpoint?root=\(root.hex)"
        case .mirrorEntries: "/mirror/add-entries"
        case .mirrorEvidence: "/mirror/add-evidence"
        case .wantedObjects(nil): "/mirror/wanted-objects"
        case .wantedObjects(let digest?): "/mirror/wanted-objects?after=\(digest.hex)"
        case .mirrorObject(let file, 0): "/mirror\(addObject)\(file.hex)"
        case .mirrorObject(let file, let from): "/mirror\(addObject)\(file.hex)?from=\(from)"
        case .routedQuestion(let member, let deadline):
            "/questions/\(member)?deadline=\(deadline)"
        case .waitingQuestions(let wait): "/routed?wait=\(wait)"
        case .routedAnswer(let question, false): "/routed/\(question)/answer"
        case .routedAnswer(let question, true): "/routed/\(question)/refusal"
        default: preconditionFailure("printed elsewhere")
        }
    }

    /// - Parameters:
    ///   - first: the first segment of the path.
    ///   - rest: what follows it, with its slash.
    static func outbound(
        _ first: Substring, _ rest: Substring, query: String?
    ) throws(PeerError) -> PeerResource {
        switch (first, rest, query) {
        case ("mirror", "/add-checkpoint", nil): return .mirrorCheckpoint(oldRoot: nil)
        case ("mirror", "/add-checkpoint", let query?):
            guard query.hasPrefix("root="),
                let root = Digest(hex: query.dropFirst("root=".count))
            else { throw .malformed("'root' is 64 hexadecimal digits in lower case") }
            return .mirrorCheckpoint(oldRoot: root)
        case ("mirror", "/add-entries", nil): return .mirrorEntries
        case ("mirror", "/add-evidence", nil): return .mirrorEvidence
        case ("mirror", "/wanted-objects", nil): return .wantedObjects(after: nil)
        case ("mirror", "/wanted-objects", let query?):
            guard query.hasPrefix("after="),
                let digest = Digest(hex: query.dropFirst("after=".count))
            else { throw .malformed("'after' is 64 hexadecimal digits in lower case") }
            return .wantedObjects(after: digest)
        case ("mirror", _, _) where rest.hasPrefix(addObject):
            let file = try file(rest.dropFirst(addObject.count))
            return .mirrorObject(file, from: try from(query, below: objectBytesMax))
        case ("questions", _, let query?):
            guard let member = try? MemberID(parsing: rest.dropFirst()),
                let deadline = number(query, "deadline=", 1...routedMillisecondsMax)
            else {
                throw .malformed(
                    "a routed question is /questions/<member>?deadline=<1 to \(routedMillisecondsMax)>"
                )
            }
            return .routedQuestion(member, deadline: deadline)
        case ("routed", "", let query?):
            guard let wait = number(query, "wait=", 1...waitSecondsMax) else {
                throw .malformed("'wait' is 1 to \(waitSecondsMax) seconds")
            }
            return .waitingQuestions(wait: wait)
        case ("routed", _, nil):
            for (end, isRefusal) in [("/answer", false), ("/refusal", true)] {
                let question = rest.dropFirst().dropLast(end.count)
                guard rest.hasSuffix(end), isToken(question) else { continue }
                return .routedAnswer(String(question), isRefusal: isRefusal)
            }
        default: break
        }
        throw .malformed("the peer port has no such path under '/\(first)'")
    }

    private static func number(
        _ query: String, _ key: String, _ range: ClosedRange<Int>
    ) -> Int? {
        query.hasPrefix(key) ? decimal(query.dropFirst(key.count), range) : nil
    }
}
