import Testing
import TransparencyLog

@Suite struct AddCheckpointRequestTests {
    private let tree = NaiveTree(size: 13)

    private func request(from: Int) throws -> AddCheckpointRequest {
        try AddCheckpointRequest(
            oldSize: TreeSize(from),
            path: from == 0 ? [] : tree.consistencyPath(of: 0..<from, in: 0..<13),
            checkpoint: SignedCheckpoint(
                signing: Checkpoint(origin: TestKeys.origin, size: 13, root: tree.hash(0..<13)),
                by: TestKeys.log()))
    }

    @Test("a request parses back from its body, its proof verified", arguments: [0, 1, 8, 12, 13])
    func roundTrip(from: Int) throws {
        let request = try request(from: from)
        let parsed = try AddCheckpointRequest(parsing: Array(request.description.utf8))
        #expect(parsed == request)
        try parsed.proof.verify(fromRoot: tree.hash(0..<from), toRoot: tree.hash(0..<13))
    }

    @Test("an old size beyond the new one is refused")
    func sizes() throws {
        let body = try request(from: 13).description.replacing("old 13", with: "old 14")
        #expect(throws: TransparencyLogError.sizes(from: 14, to: 13)) {
            try AddCheckpointRequest(parsing: Array(body.utf8))
        }
    }

    @Test("a malformed body is refused")
    func malformed() throws {
        let body = try request(from: 12).description
        let cases = [
            ("old 12", "old 012"), ("old 12", "Old 12"), ("old 12", "old"), ("old 12", "12"),
            ("old 12", "old 12\nAAAA"), ("old 12", "old 12\n"),
        ]
        for (old, new) in cases {
            let altered = body.replacing(old, with: new, maxReplacements: 1)
            #expect(altered != body)
            #expect(throws: TransparencyLogError.self, "\(new)") {
                try AddCheckpointRequest(parsing: Array(altered.utf8))
            }
        }
        #expect(throws: TransparencyLogError.self) { try AddCheckpointRequest(parsing: []) }
    }

    @Test("63 proof lines are read, and 64 are not")
    func limit() throws {
        let checkpoint = try request(from: 1).checkpoint
        func body(_ count: Int) -> [UInt8] {
            let path = [Digest](repeating: .zero, count: count)
            return Array(
                AddCheckpointRequest(oldSize: 1, path: path, checkpoint: checkpoint)
                    .description.utf8)
        }
        #expect(try AddCheckpointRequest(parsing: body(63)).path.count == 63)
        #expect(throws: TransparencyLogError.self) { try AddCheckpointRequest(parsing: body(64)) }
    }
}
