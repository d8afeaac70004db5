import AllianceNames
import Replication
import Statements
import TransparencyLog

/// An author's log in memory, from which tests admit any part and sign any size.
struct WrittenLog {
    let origin: LogOrigin
    let signer: NoteSigner
    private(set) var entries: [[UInt8]] = []
    private(set) var payloads: [[UInt8]?] = []
    private(set) var leaves: [Digest] = []
    private var generator: SeededGenerator

    init(_ name: String = "demo/alliance/maison/e1", entries count: Int = 0, seed: UInt64 = 1)
        throws
    {
        origin = try LogOrigin(parsing: name)
        signer = try NoteSigner(name: name, seed: [UInt8](repeating: 7, count: 32))
        generator = SeededGenerator(seed: seed)
        try append(count)
    }

    var key: VerifierKey { signer.verifierKey }
    var size: TreeSize { TreeSize(leaves.count) }

    /// One in eight entries is of an open kind, whose payload is absent; sizes vary.
    mutating func append(_ count: Int) throws {
        for _ in 0..<count {
            if Int.random(in: 0..<8, using: &generator) == 0 {
                let body = generator.bytes(Int.random(in: 0..<60, using: &generator))
                entries.append(
                    try Entry(kind: .retract, issuedAt: generator.next() >> 1, openBody: body).bytes
                )
                payloads.append(nil)
            } else {
                let sealed = generator.bytes(16 + Int.random(in: 0..<80, using: &generator))
                let entry = Entry(
                    kind: .assertIndicator, issuedAt: generator.next() >> 1,
                    commit: .sha256(sealed))
                entries.append(entry.bytes)
                payloads.append(sealed)
            }
            leaves.append(MerkleHash.leaf(entries[entries.count - 1]))
        }
    }

    /// From here on another history is written.
    mutating func skipDraw() { _ = generator.next() }

    func root(at size: TreeSize) -> Digest { MerkleHash.root(ofLeaves: leaves.prefix(Int(size))) }

    func checkpoint(
        at size: TreeSize, root: Digest? = nil, extensionLines: [String] = []
    ) throws -> VerifiedCheckpoint {
        let checkpoint = Checkpoint(
            origin: origin.description, size: size, root: root ?? self.root(at: size),
            extensionLines: extensionLines)
        return try SignedCheckpoint(signing: checkpoint, by: signer).verified(by: key)
    }

    /// The entries of a range, cut at the bundles' bounds and at `cuts` besides.
    func admitted(_ range: Range<EntryIndex>, cuts: Set<EntryIndex> = []) -> AdmittedEntries {
        var slices: [BundleSlice] = []
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start + 1
            while end < range.upperBound && end % 256 != 0 && !cuts.contains(end) { end += 1 }
            slices.append(slice(start..<end))
            start = end
        }
        return AdmittedEntries(origin: origin, start: range.lowerBound, slices: slices)
    }

    private func slice(_ range: Range<EntryIndex>) -> BundleSlice {
        let places = Int(range.lowerBound)..<Int(range.upperBound)
        return BundleSlice(
            bundle: range.lowerBound >> 8, offset: places.lowerBound & 0xff, count: places.count,
            entries: entryBytes(range), payloads: payloadBytes(range),
            leafHashes: Array(leaves[places]))
    }

    func entryBytes(_ range: Range<EntryIndex>) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries[Int(range.lowerBound)..<Int(range.upperBound)] {
            EntryBundle.append(entry: entry, to: &bytes)
        }
        return bytes
    }

    func payloadBytes(_ range: Range<EntryIndex>) -> [UInt8] {
        var bytes: [UInt8] = []
        for payload in payloads[Int(range.lowerBound)..<Int(range.upperBound)] {
            if let payload {
                PayloadBundle.append(saltAndPayload: payload, to: &bytes)
            } else {
                PayloadBundle.appendAbsent(to: &bytes)
            }
        }
        return bytes
    }
}
