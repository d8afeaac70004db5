import Foundation
import FuzzedParsers
import Testing

/// Every input of the committed corpus, once through its parser. `make fuzz` goes on from there.
@Suite struct CorpusTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fuzz")

    /// What one parser's folder may hold: enough to begin with, little to carry.
    static let filesMax = 8
    static let bytesMax = 24 * 1024

    static func corpus(of parser: FuzzedParser) throws -> [(name: String, bytes: [UInt8])] {
        let folder = folder.appending(path: "Corpus/\(parser.name)")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted().map {
            ($0, Array(try Data(contentsOf: folder.appending(path: $0))))
        }
    }

    @Test("every input of the corpus keeps the parser's promises", arguments: FuzzedParser.all)
    func promises(parser: FuzzedParser) throws {
        let corpus = try Self.corpus(of: parser)
        #expect((1...Self.filesMax).contains(corpus.count))
        #expect(corpus.reduce(0) { $0 + $1.bytes.count } <= Self.bytesMax)
        for (name, bytes) in corpus {
            do {
                _ = try parser.check(bytes)
            } catch {
                Issue.record("\(parser.name)/\(name): \(error)")
            }
        }
    }

    @Test(
        "every sample keeps the parser's promises, and one at least is taken",
        arguments: FuzzedParser.all)
    func samples(parser: FuzzedParser) throws {
        var taken = 0
        for sample in parser.samples {
            #expect(sample.count <= parser.inputBytesMax)
            taken += try parser.check(sample) ? 1 : 0
        }
        #expect(taken > 0, "\(parser.name) takes none of its samples")
    }

    @Test("each parser has a name of its own, each folder of the corpus a parser")
    func names() throws {
        let names = FuzzedParser.all.map(\.name)
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.folder.appending(path: "Corpus").path())
        #expect(names.count == Set(names).count)
        #expect(names.sorted() == folders.sorted())
    }

    @Test("a stretched input is as long as may be, and the same each time")
    func stretched() {
        let input = Array("{\"a\":[1,2]}".utf8)
        let long = FuzzedParser.stretch(input, from: 6, length: 2)
        #expect(long.starts(with: Array("{\"a\":[1,1,1,".utf8)))
        #expect(long.suffix(3) == Array("2]}".utf8))
        #expect(long.count <= FuzzedParser.stretchedBytesMax)
        #expect(long.count > FuzzedParser.stretchedBytesMax - 4)
        let chosen = (0..<50_000).map { Array("\($0)".utf8) }
            .filter { FuzzedParser.stretched($0) != nil }
        #expect((5...100).contains(chosen.count))
        for input in chosen {
            #expect(FuzzedParser.stretched(input) == FuzzedParser.stretched(input))
        }
    }

    @Test("the fuzzing package is built of the house's versions, and of its targets in its order")
    func package() throws {
        let root = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
        let house = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        let own = try String(
            contentsOf: Self.folder.appending(path: "Package.swift"), encoding: .utf8)
        let pins = own.matches(of: /\.package\(url: "[^"]+", exact: "[^"]+"\)/)
        #expect(pins.count >= 4)
        for pin in pins { #expect(house.contains(pin.output), "\(pin.output)") }
        func targets(_ manifest: String) -> [String] {
            manifest.matches(of: /library\(\s*"([A-Za-z0-9]+)"/).map { String($0.output.1) }
        }
        let shared = targets(house).filter(targets(own).contains)
        #expect(targets(own).count >= 10)
        #expect(targets(own) == shared)
    }
}
