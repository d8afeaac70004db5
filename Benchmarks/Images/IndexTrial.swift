import Foundation
import ImageRecognition

/// Build, memory and queries of the index, on one thread, beside what was asked for; and that it finds what a
/// look at every hash finds.
enum IndexTrial {
    static let hashesStandard = 1_000_000
    static let buildSecondsMax = 5.0
    static let memoryBytesMax = 300 << 20
    static let queriesPerSecondMin = 5_000.0

    private static let queries = 20_000
    private static let queriesChecked = 200

    static func run(hashes: Int?) throws {
        let count = hashes ?? hashesStandard
        try measure("random", HashSupply.random(count))
        try measure("clustered", HashSupply.clustered(count))
    }

    private static func measure(_ name: String, _ hashes: [PDQHash]) throws {
        let before = Memory.now
        Memory.forgetPeak()
        let start = processorSeconds
        let index = PDQIndex(hashes)
        let buildSeconds = processorSeconds - start
        let (peak, kept) = (Memory.peak - before, Memory.now - before)
        say("\(name): \(index.count) hashes")
        report("build", buildSeconds, "s", atMost: buildSecondsMax)
        report(
            "memory while it is built", Double(peak >> 20), "MiB",
            atMost: Double(memoryBytesMax >> 20))
        say("  memory kept: \(kept >> 20) MiB")
        for (kind, asked) in [
            ("other images", HashSupply.random(queries)),
            (
                "the same image, 31 bits off",
                (0..<queries).map { _ in
                    HashSupply.near(hashes.randomElement()!, bits: 31)
                }
            ),
        ] {
            let start = processorSeconds
            var found = 0
            for hash in asked {
                found += index.matches(of: hash, within: PDQIndex.distanceMax).count
            }
            let rate = Double(asked.count) / (processorSeconds - start)
            report("queries, \(kind)", rate, "/s", atLeast: queriesPerSecondMin)
            say("    \(found) found by \(asked.count) queries")
            try check(index, hashes, Array(asked.prefix(queriesChecked)))
        }
    }

    /// - Throws: where one is missed, or told that is too far.
    private static func check(_ index: PDQIndex, _ hashes: [PDQHash], _ asked: [PDQHash]) throws {
        let all = Set(hashes)
        for hash in asked {
            let expected = all.filter { $0.distance(to: hash) <= PDQIndex.distanceMax }
            let found = index.matches(of: hash, within: PDQIndex.distanceMax)
            guard Set(found.map(\.hash)) == expected, found.count == expected.count else {
                throw TrialFailure("\(hash): \(found.count) found, \(expected.count) there")
            }
        }
        say(
            "    recall 1.0 and nothing else, in \(asked.count) queries beside a look at every hash"
        )
    }

    /// Of this process, which has one thread: others on the machine do not count.
    private static var processorSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    private static func report(
        _ what: String, _ value: Double, _ unit: String, atMost limit: Double
    ) {
        say(
            "  \(what): \(rounded(value)) \(unit); at most \(rounded(limit)): \(value <= limit ? "kept" : "MISSED")"
        )
    }

    private static func report(
        _ what: String, _ value: Double, _ unit: String, atLeast limit: Double
    ) {
        say(
            "  \(what): \(rounded(value)) \(unit); at least \(rounded(limit)): \(value >= limit ? "kept" : "MISSED")"
        )
    }

    private static func rounded(_ value: Double) -> String {
        value >= 100 ? String(Int(value.rounded())) : String((value * 100).rounded() / 100)
    }
}

/// Hashes made up.
enum HashSupply {
    static func random(_ count: Int) -> [PDQHash] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in hash(&generator) }
    }

    /// As shops have them: of many images a few versions each, all a little apart.
    static func clustered(_ count: Int) -> [PDQHash] {
        var hashes: [PDQHash] = []
        while hashes.count < count {
            let first = random(1)[0]
            for _ in 0..<min(50, count - hashes.count) {
                hashes.append(near(first, bits: Int.random(in: 0...24)))
            }
        }
        return hashes.shuffled()
    }

    private static func hash(_ generator: inout SystemRandomNumberGenerator) -> PDQHash {
        PDQHash(words: (0..<4).map { _ in generator.next() })
    }

    /// Another, with so many bits changed.
    static func near(_ hash: PDQHash, bits: Int) -> PDQHash {
        var places = Set<Int>()
        while places.count < bits { places.insert(Int.random(in: 0..<PDQHash.bitCount)) }
        return places.reduce(hash) { $0.flipping($1) }
    }
}

/// Of this process, as the system counts it.
private enum Memory {
    static var now: Int { status("VmRSS") }
    static var peak: Int { status("VmHWM") }

    static func forgetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return }
        fputs("5", file)
        fclose(file)
    }

    private static func status(_ key: String) -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key + ":") }),
            let number = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
        else { return 0 }
        return number << 10
    }
}
