import AllianceNames
import Replication
import Testing
import TransparencyLog

/// SplitMix64: a law that fails names its seed, and the seed replays it.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct PeerResourceLaws {
    @Test("what a resource prints is read as the same resource", arguments: 1...20)
    func roundTrip(seed: UInt64) throws {
        var random = Seeded(state: seed)
        for _ in 0..<200 {
            let resource = Self.resource(&random)
            #expect(try PeerResource(parsing: resource.path) == resource, "seed \(seed)")
            #expect(resource.path.utf8.count < PeerResource.pathBytesMax, "seed \(seed)")
        }
    }

    @Test("a path with one byte changed is refused or is another resource", arguments: 1...20)
    func oneByteChanged(seed: UInt64) {
        var random = Seeded(state: seed)
        for _ in 0..<200 {
            let resource = Self.resource(&random)
            var bytes = Array(resource.path.utf8)
            let position = Int.random(in: bytes.indices, using: &random)
            let byte = UInt8.random(in: 0x20..<0x7f, using: &random)
            guard bytes[position] != byte else { continue }
            bytes[position] = byte
            let path = String(decoding: bytes, as: UTF8.self)
            guard let other = try? PeerResource(parsing: path) else { continue }
            #expect(other != resource, "seed \(seed): \(path)")
            #expect(other.path == path, "seed \(seed)")
        }
    }

    static func resource(_ random: inout some RandomNumberGenerator) -> PeerResource {
        let origin = LogOrigin(
            alliance: AllianceID(unchecked: "ipacc.example"),
            channel: ChannelID(
                unchecked: ["alliance", "luxury", "desk-b1"].randomElement(using: &random)!),
            member: MemberID(unchecked: ["lv", "a", "m-2.x"].randomElement(using: &random)!),
            epoch: Epoch(UInt32.random(in: 1...UInt32.max, using: &random)))
        let index = UInt64.random(
            in: 0...(1 << UInt64.random(in: 0...30, using: &random)), using: &random)
        let bundle = BundleCoordinate(index: index, width: Int.random(in: 1...256, using: &random))
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            return .roster(
                version: Bool.random(using: &random)
                    ? nil : Int.random(in: 1...999_999_999, using: &random))
        case 1:
            let token = String(
                (0..<Int.random(in: 1...64, using: &random)).map { _ in
                    "ABCXYZabcxyz0189-_".randomElement(using: &random)!
                })
            return .frontier(
                after: Bool.random(using: &random) ? nil : token,
                wait: Int.random(in: 0...60, using: &random))
        case 9:
            return .evidence(
                after: Bool.random(using: &random)
                    ? nil : String((0..<9).map { _ in "aZ09-_".randomElement(using: &random)! }))
        case 2: return .checkpoint(origin)
        case 3:
            return .tile(
                origin,
                TileCoordinate(
                    level: Int.random(in: 0...2, using: &random), index: index & 0xffff,
                    width: Int.random(in: 1...256, using: &random)))
        case 4: return .entries(origin, bundle)
        case 5:
            return .payloads(
                origin, bundle, from: Int.random(in: 0..<bundle.width, using: &random))
        case 6:
            return .object(
                .sha256([UInt8(truncatingIfNeeded: index)]),
                from: Int.random(in: 0..<PeerResource.objectBytesMax, using: &random))
        case 7: return .snapshotKey(.sha256([UInt8(truncatingIfNeeded: index)]))
        case 8: return .addCheckpoint
        case 10: return .certificate
        case 11: return .witnessCheckpoint(.sha256([UInt8(truncatingIfNeeded: index)]))
        case 12:
            return .mirrorCheckpoint(
                oldRoot: Bool.random(using: &random)
                    ? nil : .sha256([UInt8(truncatingIfNeeded: index)]))
        case 13: return Bool.random(using: &random) ? .mirrorEntries : .mirrorEvidence
        case 14:
            return .routedQuestion(
                origin.member, deadline: Int.random(in: 1...60_000, using: &random))
        case 15: return .waitingQuestions(wait: Int.random(in: 1...60, using: &random))
        case 16:
            return .routedAnswer(
                String(index, radix: 36), isRefusal: Bool.random(using: &random))
        case 17:
            return .mirrorObject(
                .sha256([UInt8(truncatingIfNeeded: index)]),
                from: Int.random(in: 0..<PeerResource.objectBytesMax, using: &random))
        case 18:
            return .wantedObjects(
                after: Bool.random(using: &random)
                    ? nil : .sha256([UInt8(truncatingIfNeeded: index)]))
        default: return .questions
        }
    }
}
