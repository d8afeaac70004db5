import AllianceNames
import Replication
import Roster
import Testing
import TransparencyLog

@Suite struct WitnessTests {
    private static let origin = "demo/alliance/maison/e1"
    private static let sizeMax = 9

    private let signer: NoteSigner
    private let stranger: NoteSigner

    init() throws {
        signer = try NoteSigner(name: Self.origin, seed: [UInt8](repeating: 7, count: 32))
        stranger = try NoteSigner(name: Self.origin, seed: [UInt8](repeating: 8, count: 32))
    }

    /// The first `size` leaves of history `branch`: branches differ from entry 4 on.
    private func leaves(_ branch: Int, _ size: Int) -> [Digest] {
        (0..<size).map { MerkleHash.leaf(Array("\($0 < 4 ? 0 : branch) \($0)".utf8)) }
    }

    private func root(_ branch: Int, _ size: Int) -> Digest {
        MerkleHash.root(ofLeaves: leaves(branch, size))
    }

    private func proof(_ branch: Int, from: Int, to: Int) throws -> [Digest] {
        let leaves = leaves(branch, to)
        return try TiledTree(size: TreeSize(to)) { tile in
            Digest.bytes(
                of: Array(
                    leaves[Int(tile.entries.lowerBound)..<Int(tile.entries.upperBound)]))
        }.consistencyProof(from: TreeSize(from)).path
    }

    private func request(
        _ branch: Int, from: Int, to: Int, path: [Digest]? = nil, by signer: NoteSigner? = nil
    ) throws -> AddCheckpointRequest {
        try AddCheckpointRequest(
            oldSize: TreeSize(from), path: path ?? proof(branch, from: from, to: to),
            checkpoint: SignedCheckpoint(
                signing: Checkpoint(
                    origin: Self.origin, size: TreeSize(to), root: root(branch, to)),
                by: signer ?? self.signer))
    }

    private func answer(
        _ request: AddCheckpointRequest, _ log: Witness.Log?, _ last: WitnessState?
    ) -> Result<WitnessState, WitnessRefusal> {
        do throws(WitnessRefusal) {
            return .success(
                try Witness.judge(try Witness.admit(request, to: log), after: last))
        } catch {
            return .failure(error)
        }
    }

    private var log: Witness.Log { Witness.Log(key: signer.verifierKey) }

    @Test(
        "cosigns what extends the tree it cosigned last, and nothing else: every state, request and history up to nine entries"
    )
    func exhaustive() throws {
        var (cosigned, conflicts, refused) = (0, 0, 0)
        for lastBranch in 0...1 {
            for lastSize in -1...Self.sizeMax {
                let last =
                    lastSize < 0
                    ? nil
                    : WitnessState(
                        size: TreeSize(lastSize), root: root(lastBranch, lastSize))
                for branch in 0...1 {
                    for to in 0...Self.sizeMax {
                        for from in 0...to {
                            let answer = answer(try request(branch, from: from, to: to), log, last)
                            let held = max(0, lastSize)
                            // The oracle compares entries, not hashes.
                            let extends =
                                leaves(branch, to).starts(with: leaves(lastBranch, held))
                            if from != held {
                                #expect(answer == .failure(.conflict(size: TreeSize(held))))
                                conflicts += 1
                            } else if extends {
                                #expect(
                                    answer
                                        == .success(
                                            WitnessState(
                                                size: TreeSize(to), root: root(branch, to))))
                                cosigned += 1
                            } else {
                                guard case .failure(.inconsistent) = answer else {
                                    Issue.record("\(lastSize) \(from) \(to): \(answer)")
                                    continue
                                }
                                refused += 1
                            }
                        }
                    }
                }
            }
        }
        #expect([cosigned, conflicts, refused] == [230, 2_160, 30])
    }

    @Test("a proof with any hash altered, missing or too many is refused")
    func proofs() throws {
        for from in 1..<Self.sizeMax {
            let last = WitnessState(size: TreeSize(from), root: root(0, from))
            let right = try proof(0, from: from, to: Self.sizeMax)
            var wrong = [right + [.zero], Array(right.dropLast()), Array(right.dropFirst())]
            for place in right.indices {
                var path = right
                path[place] = .zero
                wrong.append(path)
            }
            for path in wrong {
                let answer = answer(
                    try request(0, from: from, to: Self.sizeMax, path: path), log, last)
                guard case .failure(let refusal) = answer else {
                    Issue.record("\(from): \(answer)")
                    continue
                }
                #expect(refusal.status == 422)
            }
        }
        // From nothing the proof is empty.
        #expect(answer(try request(0, from: 0, to: 3, path: [.zero]), log, nil).status == 422)
    }

    @Test("an empty tree has the root of the empty string")
    func empty() throws {
        #expect(answer(try request(0, from: 0, to: 0), log, nil).status == 200)
        let wrong = try AddCheckpointRequest(
            oldSize: 0, path: [],
            checkpoint: SignedCheckpoint(
                signing: Checkpoint(origin: Self.origin, size: 0, root: .zero), by: signer))
        #expect(answer(wrong, log, nil).status == 422)
    }

    @Test("an unknown log is 404, a signature of another key or a broken one 403")
    func trust() throws {
        let good = try request(0, from: 0, to: 3)
        #expect(answer(good, nil, nil).status == 404)
        #expect(answer(try request(0, from: 0, to: 3, by: stranger), log, nil).status == 403)
        let line = good.checkpoint.note.signatures[0]
        var bytes = line.bytes
        bytes[5] ^= 1
        let broken = try SignedCheckpoint(
            note: SignedNote(
                text: good.checkpoint.note.text,
                signatures: [NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes)]))
        #expect(
            answer(
                AddCheckpointRequest(oldSize: 0, path: [], checkpoint: broken), log, nil
            ).status == 403)
        // Signatures of unknown keys beside the log's are ignored.
        var more = good.checkpoint
        more.add(try NoteSigner(name: "x", seed: signer.verifierKey.publicKey).sign(text: "x\n"))
        #expect(
            answer(
                AddCheckpointRequest(oldSize: 0, path: [], checkpoint: more), log, nil
            ).status == 200)
    }

    @Test("nothing is cosigned beyond the end that the register gives a log, nor another end")
    func ended() throws {
        let ended = Witness.Log(
            key: signer.verifierKey, end: WitnessState(size: 6, root: root(0, 6)))
        #expect(answer(try request(0, from: 0, to: 5), ended, nil).status == 200)
        #expect(answer(try request(0, from: 0, to: 6), ended, nil).status == 200)
        #expect(answer(try request(0, from: 0, to: 7), ended, nil).status == 403)
        #expect(answer(try request(1, from: 0, to: 6), ended, nil).status == 422)
    }

    @Test("what was cosigned beyond the end that a log was given since is the last that is")
    func noWayBack() throws {
        let ended = Witness.Log(
            key: signer.verifierKey, end: WitnessState(size: 6, root: root(0, 6)))
        // The other branch, of more entries than count, and of as many.
        for size in [8, 6] {
            let last = WitnessState(size: TreeSize(size), root: root(1, size))
            for to in 0...8 {
                for from in 0...to {
                    let found = answer(try request(0, from: from, to: to), ended, last)
                    #expect(
                        found == .failure(.leftEnd(size: 6, cosigned: TreeSize(size))),
                        "\(from) to \(to)")
                    #expect(found.status == 403)
                }
            }
        }
    }

    @Test(
        "a history of requests in any order never cosigns two trees that do not agree",
        arguments: 1...200)
    func histories(seed: UInt64) throws {
        var random = ReplayableRandom(seed: seed)
        var last: WitnessState?
        var cosigned: [(branch: Int, size: Int)] = []
        for _ in 0..<60 {
            let (branch, to) = (
                Int.random(in: 0...1, using: &random),
                Int.random(in: 0...Self.sizeMax, using: &random)
            )
            // Often the size that the witness stands at, as a client would after a 409.
            let from =
                Bool.random(using: &random)
                ? min(to, Int(last?.size ?? 0)) : Int.random(in: 0...to, using: &random)
            guard
                case .success(let state) = answer(
                    try request(branch, from: from, to: to), log, last)
            else { continue }
            if let before = cosigned.last { #expect(to >= before.size, "seed \(seed)") }
            for before in cosigned {
                #expect(
                    leaves(branch, to).starts(with: leaves(before.branch, before.size)),
                    "seed \(seed)")
            }
            cosigned.append((branch, to))
            last = state
        }
        #expect(!cosigned.isEmpty)
    }
}

extension Result<WitnessState, WitnessRefusal> {
    fileprivate var status: Int {
        switch self {
        case .success: 200
        case .failure(let refusal): refusal.status
        }
    }
}
