import AllianceNames
import Replication
import Testing
import TransparencyLog

@Suite struct AddEntriesRequestLaws {
    private static func request(seed: UInt64) throws -> AddEntriesRequest {
        var random = ReplayableRandom(seed: seed)
        var log = try WrittenLog("alliance.example/alliance/brand/e1", seed: seed)
        log.append(Int.random(in: 1...700, using: &random))
        let start = UInt64.random(in: 0..<log.size, using: &random)
        let end = UInt64.random(in: start + 1...log.size, using: &random)
        return try log.addEntries(start..<end)
    }

    @Test(
        "what a request prints is read as the same request", arguments: 1...8 as ClosedRange<UInt64>
    )
    func roundTrip(seed: UInt64) throws {
        let request = try Self.request(seed: seed)
        #expect(try AddEntriesRequest(parsing: request.bytes) == request, "seed \(seed)")
    }

    @Test(
        "one that ends early is refused, or is one of fewer whole packages",
        arguments: 1...4 as ClosedRange<UInt64>)
    func cut(seed: UInt64) throws {
        let request = try Self.request(seed: seed)
        let bytes = request.bytes
        var random = ReplayableRandom(seed: seed)
        for _ in 0..<200 {
            let count = Int.random(in: 0..<bytes.count, using: &random)
            guard let read = try? AddEntriesRequest(parsing: Array(bytes.prefix(count))) else {
                continue
            }
            #expect(request.packages.starts(with: read.packages), "seed \(seed), \(count) bytes")
            #expect(read.packages.count < request.packages.count, "seed \(seed)")
        }
        #expect(throws: MirrorRefusal.self) { try AddEntriesRequest(parsing: bytes + [0]) }
    }

    @Test(
        "a changed byte is refused, read as another request, or not proven",
        arguments: 1...4 as ClosedRange<UInt64>)
    func changed(seed: UInt64) throws {
        var log = try WrittenLog("alliance.example/alliance/brand/e1", seed: seed)
        log.append(300)
        let mirror = TestMirror(log)
        _ = try mirror.add(log.addCheckpoint(from: 0))
        let bytes = try log.addEntries(0..<300).bytes
        var random = ReplayableRandom(seed: seed)
        for _ in 0..<300 {
            var changed = bytes
            let place = Int.random(in: bytes.indices, using: &random)
            changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            guard let request = try? AddEntriesRequest(parsing: changed) else { continue }
            #expect(try request != AddEntriesRequest(parsing: bytes))
            let admission = try? mirror.intake().admit(request, erased: .none) { _ in [] }
            let end = admission?.entries?.end ?? 0
            // What was before the change may enter; the changed part never does.
            #expect(admission?.refusal != nil || admission == nil || end < 300, "byte \(place)")
        }
    }

    @Test("a bundle's entries come in one package: to prove each its whole bundle is hashed")
    func oneOfABundle() throws {
        var log = try WrittenLog("alliance.example/alliance/brand/e1", seed: 4)
        log.append(600)
        for (range, step) in [(0..<2, 1), (130..<256, 125), (200..<300, 40), (0..<600, 128)]
            as [(Range<EntryIndex>, UInt64)]
        {
            let bytes = try log.addEntries(range, step: step).bytes
            let whole = try AddEntriesRequest(parsing: log.addEntries(range).bytes)
            #expect(Set(whole.packages.map(\.bundle)).count == whole.packages.count)
            #expect("\(range) by \(step)") {
                try AddEntriesRequest(parsing: bytes)
            } throws: { ($0 as? MirrorRefusal)?.status == 400 }
        }
    }

    @Test("limits: a ticket, a gap's worth of entries, too many hashes, too long, nothing at all")
    func limits() throws {
        var log = try WrittenLog("alliance.example/alliance/brand/e1", seed: 3)
        log.append(2)
        let good = try log.addEntries(0..<2).bytes
        let name = 2 + log.origin.description.utf8.count
        var ticket = good
        ticket[name + 17] = 1
        var count = good
        count[name + 19] = 3
        var none = good
        none[name + 19] = 0
        for bytes in [ticket, count, none, [], Array(good.prefix(name + 18))] {
            #expect {
                try AddEntriesRequest(parsing: bytes)
            } throws: { ($0 as? MirrorRefusal)?.status == 400 }
        }
        #expect {
            try AddEntriesRequest(
                parsing: [UInt8](repeating: 0, count: AddEntriesRequest.bytesMax + 1))
        } throws: { ($0 as? MirrorRefusal)?.status == 413 }
        let nothing = AddEntriesRequest(origin: log.origin, start: 2, end: 2, packages: [])
        #expect(try AddEntriesRequest(parsing: nothing.bytes) == nothing)
    }
}
