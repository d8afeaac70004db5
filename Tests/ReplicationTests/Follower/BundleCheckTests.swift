import AllianceNames
import Replication
import Statements
import Testing
import TransparencyLog

@Suite struct BundleCheckTests {
    private let log: WrittenLog

    init() throws {
        var log = try WrittenLog("alliance.example/alliance/brand/e1", seed: 2)
        log.append(300)
        self.log = log
    }

    private func check(
        _ bundle: BundleCoordinate, from: Int = 0, to: Int? = nil, proven: Bool = true,
        erased: ErasedEntries = .none
    ) -> BundleCheck {
        let leaves = Array(log.leaves[Int(bundle.firstEntry)..<Int(bundle.entries.upperBound)])
        let expected: TileDescent.BundleHash =
            bundle.isFull ? .root(MerkleHash.root(ofLeaves: leaves)) : .leaves(leaves)
        return BundleCheck(
            origin: log.origin, bundle: bundle, wanted: from..<(to ?? bundle.width),
            expected: proven ? expected : nil, erased: erased)
    }

    private func run(_ check: BundleCheck) throws -> CheckedBundle {
        try check.run(
            entries: log.bundle(check.bundle),
            payloads: log.payloads(check.bundle, from: check.wanted.lowerBound))
    }

    /// The entry bundle and the payload bundle of bundle 0 from entry 0 on.
    private var bodies: (entries: [UInt8], payloads: [UInt8]) {
        let bundle = BundleCoordinate(index: 0)
        return (log.bundle(bundle), log.payloads(bundle))
    }

    private func committed(after place: Int) throws -> Int {
        try #require(log.payloads[place...].firstIndex { $0 != nil })
    }

    /// The payload bundle with another slot in one place.
    private func payloads(at place: Int, _ payload: [UInt8]?) -> [UInt8] {
        var bytes: [UInt8] = []
        for other in 0..<256 {
            if let payload = other == place ? payload : log.payloads[other] {
                PayloadBundle.append(saltAndPayload: payload, to: &bytes)
            } else {
                PayloadBundle.appendAbsent(to: &bytes)
            }
        }
        return bytes
    }

    @Test("a good bundle is admissible as a whole, without being copied into another form")
    func whole() throws {
        let checked = try run(check(BundleCoordinate(index: 0)))
        let slice = try #require(checked.slice)
        #expect(slice.entries == bodies.entries && slice.payloads == bodies.payloads)
        #expect(slice.leafHashes == Array(log.leaves[0..<256]))
        #expect(checked.stop == nil)
    }

    @Test("of a bundle that is held in part only the rest is admissible")
    func rest() throws {
        let checked = try run(check(BundleCoordinate(index: 1, width: 44), from: 10, to: 40))
        let slice = try #require(checked.slice)
        let expected = log.admitted(266..<296).slices[0]
        #expect(slice.start == 266 && slice.end == 296)
        #expect(slice.entries == expected.entries && slice.payloads == expected.payloads)
        #expect(slice.leafHashes == expected.leafHashes)
    }

    @Test(
        "every flipped byte of an entry bundle is refused where its hash is proven",
        arguments: [0, 1, 2, 3, 20, 5_000, -1])
    func flippedEntry(at place: Int) throws {
        var entries = bodies.entries
        let place = place < 0 ? entries.count - 1 : place
        entries[place] ^= 1
        #expect(throws: ReplicationError.self) {
            try check(BundleCoordinate(index: 0)).run(entries: entries, payloads: bodies.payloads)
        }
    }

    @Test("entries of another history are told from malformed ones")
    func otherHistory() throws {
        var other = try WrittenLog(log.origin.description, seed: 3)
        other.append(256)
        let bundle = BundleCoordinate(index: 0)
        #expect(throws: ReplicationError.entriesNotInTree(origin: log.origin, bundle: bundle)) {
            try check(bundle).run(entries: other.bundle(bundle), payloads: other.payloads(bundle))
        }
    }

    @Test("a payload that its entry does not commit to ends the prefix there")
    func flippedPayload() throws {
        let place = try committed(after: 100)
        var payload = try #require(log.payloads[place])
        payload[3] ^= 1
        let checked = try check(BundleCoordinate(index: 0)).run(
            entries: bodies.entries, payloads: payloads(at: place, payload))
        #expect(checked.slice?.end == UInt64(place))
        let fault = ReplicationError.payloadDiffers(origin: log.origin, index: UInt64(place))
        #expect(checked.stop == .payload(index: UInt64(place), fault))
        #expect(checked.leafHashes.count == 256)
    }

    @Test("a missing payload ends the prefix there, unless a certificate erases it")
    func missingPayload() throws {
        let place = try committed(after: 7)
        let bytes = payloads(at: place, nil)
        let bundle = BundleCoordinate(index: 0)
        let withheld = try check(bundle).run(entries: bodies.entries, payloads: bytes)
        let fault = ReplicationError.payloadWithheld(origin: log.origin, index: UInt64(place))
        #expect(withheld.stop == .payload(index: UInt64(place), fault))
        #expect(withheld.slice?.end == UInt64(place))
        let erased = try check(bundle, erased: ErasedEntries([UInt64(place)])).run(
            entries: bodies.entries, payloads: bytes)
        #expect(erased.stop == nil)
        #expect(erased.slice?.payloads == bytes)
        // A peer that still shows it, or shows anything in its place, gives nothing that is kept.
        var other = try #require(log.payloads[place])
        other[3] ^= 1
        for shown in [try #require(log.payloads[place]), other] {
            let served = try check(bundle, erased: ErasedEntries([UInt64(place)])).run(
                entries: bodies.entries, payloads: payloads(at: place, shown))
            #expect(served.stop == nil)
            #expect(served.slice?.payloads == bytes)
        }
    }

    @Test("a payload beside an entry of an open kind is refused")
    func payloadOfOpenKind() throws {
        let place = try #require(log.payloads.firstIndex { $0 == nil })
        let checked = try check(BundleCoordinate(index: 0)).run(
            entries: bodies.entries,
            payloads: payloads(at: place, [UInt8](repeating: 7, count: 20)))
        let fault = ReplicationError.payloadUnexpected(origin: log.origin, index: UInt64(place))
        #expect(checked.stop == .payload(index: UInt64(place), fault))
    }

    @Test("the very first entry may be the one that stops")
    func firstStops() throws {
        let place = try committed(after: 0)
        let bundle = BundleCoordinate(index: 0)
        var payloads: [UInt8] = []
        for _ in place..<256 { PayloadBundle.appendAbsent(to: &payloads) }
        let checked = try check(bundle, from: place).run(
            entries: bodies.entries, payloads: payloads)
        #expect(checked.slice == nil)
        #expect(checked.stop != nil)
    }

    @Test(
        "an entry that is not of version 1 ends the log there, signed or not",
        arguments: [
            [], [0x02] + [UInt8](repeating: 0, count: 41), [UInt8](repeating: 1, count: 41),
        ])
    func malformedEntry(entry: [UInt8]) throws {
        var log = try WrittenLog("alliance.example/alliance/brand/e1", seed: 4)
        log.append(3)
        log.append(raw: entry, payload: nil)
        log.append(1)
        let bundle = BundleCoordinate(index: 0, width: 5)
        let check = BundleCheck(
            origin: log.origin, bundle: bundle, wanted: 0..<5, expected: .leaves(log.leaves))
        let checked = try check.run(entries: log.bundle(bundle), payloads: log.payloads(bundle))
        #expect(checked.slice?.end == 3)
        guard case .entryMalformed(index: 3, _) = checked.stop else {
            Issue.record("stopped by \(String(describing: checked.stop))")
            return
        }
    }

    @Test("a payload bundle with a byte more or less is refused", arguments: [-1, 1])
    func otherLength(by change: Int) throws {
        var payloads = bodies.payloads
        if change < 0 { payloads.removeLast() } else { payloads.append(0) }
        #expect {
            try check(BundleCoordinate(index: 0)).run(entries: bodies.entries, payloads: payloads)
        } throws: {
            guard case ReplicationError.payloads = $0 else { return false }
            return true
        }
    }
}
