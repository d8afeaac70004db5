import Replication
import Statements
import TransparencyLog

extension FuzzedParser {
    /// What stands under `/log/<origin>/`: a path, a newline, and what was sent for it.
    static let bundles = [tile, entries, payloads]

    private static let words = [
        "tile/0/", "tile/5/", "tile/entries/", "x001/", ".p/", "000.p/1\n", "000\n", "001.p/44\n",
    ]

    private static func split(_ input: [UInt8]) -> (path: String, body: [UInt8])? {
        guard let end = input.firstIndex(of: UInt8(ascii: "\n")), let path = text(input[..<end])
        else { return nil }
        return (path, Array(input[(end + 1)...]))
    }

    private static let tile = FuzzedParser(
        "tile", inputBytesMax: 8_256,
        bytes: [
            Array("tile/0/000.p/4\n".utf8) + Sample.tree.leaves[..<4].flatMap(\.bytes),
            Array("tile/1/x001/234\n".utf8) + Sample.tree.leaves[..<256].flatMap(\.bytes),
        ], words: words
    ) { input in
        guard let (path, body) = split(input),
            let tile = try understood({ try TileCoordinate(parsing: path) })
        else { return false }
        try promise(tile.path == path, "its path is printed otherwise")
        try promise(
            tile.entries.upperBound <= treeSizeMax + 1 << (8 * (UInt64(tile.level) + 1)),
            "it lies beyond any tree")
        guard let hashes = try understood({ try tile.hashes(of: body) }) else { return false }
        try promise(hashes.flatMap(\.bytes) == body, "its hashes are others")
        return true
    }

    private static func bundle(_ entries: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries { EntryBundle.append(entry: entry, to: &bytes) }
        return bytes
    }

    private static let entries = FuzzedParser(
        "bundle", inputBytesMax: 8_192,
        bytes: [
            Array("tile/entries/000.p/2\n".utf8)
                + bundle([
                    Entry(kind: .assertIndicator, issuedAt: 9, commit: .zero).bytes,
                    [1, 0x80] + [UInt8](repeating: 0, count: 8) + [1, 2, 3],
                ]),
            Array("tile/entries/x001/067.p/1\n".utf8) + bundle([[]]),
            Array("tile/entries/000.p/3\n".utf8) + bundle([[7], [8, 9], []]),
        ], words: words
    ) { input in
        guard let (path, body) = split(input),
            let coordinate = try understood({ try BundleCoordinate(parsing: path) })
        else { return false }
        try promise(coordinate.path == path, "its path is printed otherwise")
        guard
            let ranges = try understood({
                try EntryBundle.parse(body, count: coordinate.width)
            })
        else { return false }
        try promise(bundle(ranges.map { Array(body[$0]) }) == body, "its entries are others")
        for range in ranges {
            let bytes = Array(body[range])
            guard let entry = try understood({ try Entry(parsing: bytes) }) else { continue }
            try promise(entry.bytes == bytes, "an entry is printed otherwise")
        }
        let hashes = EntryBundle.leafHashes(of: body, ranges: ranges)
        try promise(hashes.count == coordinate.width, "an entry has no hash")
        return true
    }

    private static let payloads = FuzzedParser(
        "payload", inputBytesMax: 8_192,
        bytes: [
            Array("000.p/3\n".utf8) + [0, 0, 0, 0, 0, 0, 0, 18] + [UInt8](repeating: 5, count: 18)
                + [0, 0, 0, 16] + [UInt8](repeating: 6, count: 16),
            Array("x001/002.p/1\n".utf8) + [0, 0, 0, 0],
        ], words: words
    ) { input in
        guard let (path, body) = split(input),
            let coordinate = BundleCoordinate(parsingNumber: path.utf8)
        else { return false }
        try promise(coordinate.number == path, "its number is printed otherwise")
        guard
            let slots = try understood({
                try PayloadBundle.parse(body, count: coordinate.width)
            })
        else { return false }
        func printed(_ slots: [PayloadBundle.Slot]) -> [UInt8] {
            var bytes: [UInt8] = []
            for slot in slots {
                switch slot {
                case .absent: PayloadBundle.appendAbsent(to: &bytes)
                case .present(let range):
                    PayloadBundle.append(saltAndPayload: body[range], to: &bytes)
                }
            }
            return bytes
        }
        try promise(printed(slots) == body, "it is printed otherwise")
        // Every other one is erased.
        let first = coordinate.firstEntry
        let erased = EntryRanges(
            (0..<UInt64(slots.count)).filter { $0 % 2 == 0 }.map { first + $0 })
        let left = slots.enumerated().map { $0.offset % 2 == 0 ? .absent : $0.element }
        try promise(
            PayloadBundle.emptying(erased, in: body, first: first) == printed(left),
            "what is erased is not gone, or what is not erased is")
        return true
    }
}
