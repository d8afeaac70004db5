/// A parser of bytes from outside, with samples of what it reads, words of its grammar, and what it
/// promises of any input.
package struct FuzzedParser: Sendable {
    package let name: String
    /// Longest input that is made up. Longer ones are made of it by repetition (`stretched`).
    package let inputBytesMax: Int
    /// Of real objects; the beginning of the corpus.
    package let samples: [[UInt8]]
    package let words: [String]
    /// - Returns: whether the input was taken, or refused.
    /// - Throws: `BrokenPromise`.
    package let check: @Sendable ([UInt8]) throws -> Bool

    package static let all: [FuzzedParser] = [
        questions, outbound, epcis, proofs, evidence, evidenceBundles, notes, rosters, statements,
        bundles, tables,
        recognition, images, screening, [stix, gs1, digitalLink, json, names], requests, taxii,
        kept,
        credentials,
        signIn, forms, console, configuration, homeFiles, imports, rest, letters, complaints,
        bodies, marketplaces,
    ].flatMap { $0 }

    init(
        _ name: String, inputBytesMax: Int = 4_096, samples: [String], words: [String] = [],
        check: @escaping @Sendable ([UInt8]) throws -> Bool
    ) {
        self.init(
            name, inputBytesMax: inputBytesMax, bytes: samples.map { Array($0.utf8) },
            words: words, check: check)
    }

    init(
        _ name: String, inputBytesMax: Int = 4_096, bytes samples: [[UInt8]], words: [String] = [],
        check: @escaping @Sendable ([UInt8]) throws -> Bool
    ) {
        self.name = name
        self.inputBytesMax = inputBytesMax
        self.samples = samples
        self.words = words
        self.check = check
    }

    package static func named(_ name: String) -> FuzzedParser? { all.first { $0.name == name } }

    /// The words as libFuzzer's dictionaries have them.
    package var dictionary: String {
        words.map { word in
            let escaped = word.utf8.map { byte in
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
                case 0x20..<0x7f: String(UnicodeScalar(byte))
                default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }
            }
            return "\"\(escaped.joined())\"\n"
        }.joined()
    }
}

/// Something that a parser promises did not hold.
package struct BrokenPromise: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

extension FuzzedParser {
    /// What `parse` reads; nil where it refuses, with an error that can be printed.
    static func understood<Value>(_ parse: () throws -> Value) throws -> Value? {
        do {
            return try parse()
        } catch let broken as BrokenPromise {
            throw broken
        } catch {
            guard !"\(error)".isEmpty else { throw BrokenPromise("refused without a word") }
            return nil
        }
    }

    static func promise(_ holds: Bool, _ otherwise: @autoclosure () -> String) throws {
        guard holds else { throw BrokenPromise(otherwise()) }
    }

    /// That what is read is printed as the very bytes it was read from.
    static func printsAsRead<Value>(
        _ input: [UInt8], _ parse: ([UInt8]) throws -> Value, _ print: (Value) -> [UInt8]
    ) throws -> Bool {
        guard let value = try understood({ try parse(input) }) else { return false }
        try promise(print(value) == input, "it is printed otherwise")
        return true
    }

    /// That what is read is printed so that it is read as the same again, and printed alike.
    static func readsAgain<Value: Equatable>(
        _ value: Value, _ print: (Value) -> [UInt8], _ parse: ([UInt8]) throws -> Value
    ) throws {
        let printed = print(value)
        let again: Value
        do {
            again = try parse(printed)
        } catch {
            throw BrokenPromise("what it prints is refused: \(error)")
        }
        try promise(again == value, "it is printed as another value")
        try promise(print(again) == printed, "it is printed otherwise the second time")
    }

    /// The input cut into pieces: of one byte, if it is short enough for so many of them.
    static func pieces(of input: [UInt8], countMax: Int = 16_384) -> [ArraySlice<UInt8>] {
        let length = 1 + input.count / countMax
        return stride(from: 0, to: input.count, by: length).map {
            input[$0..<min(input.count, $0 + length)]
        }
    }

    /// Nil for what is no UTF-8: where text is asked for, none gets to the parser.
    static func text(_ input: some Collection<UInt8>) -> String? {
        String(validating: input, as: UTF8.self)
    }
}

extension FuzzedParser: CustomStringConvertible {
    package var description: String { name }
}
