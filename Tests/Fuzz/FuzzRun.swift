import Foundation

/// One parser under made-up inputs for a while.
///
/// Inputs that give an outcome not seen before are kept and varied further: the outcome (which refusal,
/// where about; or what was understood) stands in for the coverage that a sanitizer would measure.
struct FuzzRun {
    /// CPU time that one input may take: a thousand times what the longest honest one takes.
    static let inputSecondsMax = 0.25
    static let keptMax = 8_192

    private let parser: FuzzedParser
    private var mutator: Mutator
    private var kept: [[UInt8]]
    private var outcomes: Set<String> = []
    private var runs = 0
    private var seconds = 0.0
    private var findings = 0
    private let lastInput: LastInput

    init(of parser: FuzzedParser, seed: UInt64) throws {
        self.parser = parser
        mutator = Mutator(seed: seed, words: parser.words)
        kept = parser.samples
        lastInput = try LastInput()
        guard !kept.isEmpty else { throw BrokenPromise("\(parser.name) has no samples") }
    }

    /// - Returns: how many inputs broke a promise.
    mutating func proceed(cpuSeconds: Double) throws -> Int {
        let start = clock()
        for sample in parser.samples { attempt(sample) }
        while seconds < cpuSeconds {
            for _ in 0..<64 {
                let from = kept[mutator.below(kept.count)]
                let other = kept[mutator.below(kept.count)]
                attempt(mutator.vary(from, with: other))
            }
            seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        }
        return findings
    }

    private mutating func attempt(_ input: [UInt8]) {
        lastInput.note(input)
        runs += 1
        let start = clock()
        do {
            let outcome = try parser.run(input)
            if outcomes.count < Self.keptMax, outcomes.insert(outcome).inserted {
                kept.append(input)
            }
        } catch {
            report("\(error)", input)
        }
        let spent = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        if spent > Self.inputSecondsMax { report("it took \(spent) CPU seconds", input) }
    }

    private mutating func report(_ finding: String, _ input: [UInt8]) {
        findings += 1
        guard findings <= 20 else { return }
        print("\(parser.name): \(finding)\n  input: \(Data(input).base64EncodedString())")
    }

    var summary: String {
        "\(parser.name): \(runs) inputs in \(Int(seconds.rounded())) CPU s, \(outcomes.count) outcomes, "
            + (findings == 0 ? "no finding" : "\(findings) findings")
    }
}

/// The input that is being tried, in a file that outlives a trap.
struct LastInput {
    private static let path = "fuzz-last-input"
    private let descriptor: Int32

    init() throws {
        descriptor = open(Self.path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
    }

    func note(_ input: [UInt8]) {
        _ = input.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        ftruncate(descriptor, off_t(input.count))
    }
}
