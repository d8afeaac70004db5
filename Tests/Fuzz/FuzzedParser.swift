/// A parser with samples of what it reads, words of its grammar, and what it promises of any input.
struct FuzzedParser: Sendable {
    let name: String
    let samples: [[UInt8]]
    let words: [String]
    /// - Returns: what came out, coarsely: inputs of one outcome have gone much the same way.
    /// - Throws: `BrokenPromise`.
    let run: @Sendable ([UInt8]) throws -> String

    static let all =
        [.gs1, .digitalLink] + questions + [.serialSnapshot, .json, .itemRows] + requests + epcis
        + evidence

    init(
        _ name: String, samples: [String], words: [String] = [],
        run: @escaping @Sendable ([UInt8]) throws -> String
    ) {
        self.init(name, bytes: samples.map { Array($0.utf8) }, words: words, run: run)
    }

    init(
        _ name: String, bytes samples: [[UInt8]], words: [String] = [],
        run: @escaping @Sendable ([UInt8]) throws -> String
    ) {
        self.name = name
        self.samples = samples
        self.words = words
        self.run = run
    }
}

/// Something that a parser promises did not hold.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
