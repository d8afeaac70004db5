package import ArgumentParser
import Foundation
import MarkRecognition

package struct Recognise: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Find marks in texts of any script, however they are disguised.",
        discussion: """
            Reads rights from a file, [{"mark","aliases":[{"language","name"}],"classes":[]}], and texts \
            line by line; prints for each line what was found: the mark, where it stands in Unicode \
            scalars from 0, how it was read, and how sure that is, from 0 to 1. Needs no node. Leaves \
            with 2 where a line could not be read; the others are answered all the same.

            Example: touchstone recognise --rights rights.json --input titles.txt --format json
            """)

    static let chunkBytes = 64 * 1024

    @Option(help: "The rights, as JSON.") var rights: String
    @Option(help: "The texts, one a line; standard input where it is not given.") var input = "-"
    @Option(
        help: "What the lines are: titles of listings, domain names, or web and e-mail addresses.")
    var context = RecognitionContext.title
    @Option(
        name: .customLong("minimum-confidence"),
        help: "What a hit must reach to be printed, from 0 to 1.")
    var confidenceMin = Recogniser.confidenceMin
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        guard (0...1).contains(confidenceMin) else {
            throw ValidationError("--minimum-confidence is a number from 0 to 1")
        }
    }

    package func run() throws {
        let recogniser = try readRights()
        let handle = try InputFile.open(input)
        var lines = TextLines()
        var refused = 0
        var isAtEnd = false
        while !isAtEnd {
            var output = ""
            func take(_ line: TextLines.Line) {
                do {
                    output += try answer(line, recogniser)
                } catch {
                    refused += 1
                    Output.remark("\(InputFile.name(input)), line \(line.number): \(error)")
                }
            }
            if let data = try handle.read(upToCount: Self.chunkBytes), !data.isEmpty {
                lines.read([UInt8](data), take)
            } else {
                isAtEnd = true
                lines.finish(take)
            }
            if !output.isEmpty { Output.write(String(output.dropLast())) }
        }
        guard refused == 0 else {
            throw CommandError(
                "\(Plural.text(refused, "line")) of \(InputFile.name(input)) could not be read; see above"
            )
        }
    }

    private func readRights() throws -> Recogniser {
        let handle = try InputFile.open(rights)
        let data = try handle.read(upToCount: MarkList.fileBytesMax + 1) ?? Data()
        let list: MarkList
        do throws(RecognitionError) {
            // Editors of some systems begin a file with U+FEFF.
            let hasMark = data.starts(with: [0xef, 0xbb, 0xbf])
            list = try MarkList(parsing: [UInt8](hasMark ? data.dropFirst(3) : data))
        } catch {
            throw CommandError("\(InputFile.name(rights)): \(error)")
        }
        return Recogniser(list)
    }

    /// - Returns: ends in a new line, unless there is nothing to tell.
    private func answer(_ line: TextLines.Line, _ recogniser: Recogniser) throws -> String {
        let text = try line.text()
        let hits = try recogniser.recognise(
            text, context: context, confidenceMin: confidenceMin)
        switch format.format {
        case .json:
            let output = RecognisedLine(
                text: text, hits: hits.map { .init($0, mark: recogniser.marks[$0.mark].name) })
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(output), as: UTF8.self) + "\n"
        case .table:
            return hits.map { hit in
                let rules = hit.rules.map(\.rawValue).joined(separator: " ")
                let confidence = RecognisedLine.Hit.rounded(hit.confidence)
                let place = "\(line.number):\(hit.scalars.lowerBound)-\(hit.scalars.upperBound)"
                let mark = Table.visible(recogniser.marks[hit.mark].name)
                return "\(place) \(mark) (\(confidence); \(rules)) \(Table.visible(text))\n"
            }.joined()
        }
    }
}

extension RecognitionContext: ExpressibleByArgument {}

/// What was found in one line: the JSON of `recognise`, one object a line.
struct RecognisedLine: Encodable {
    struct Hit: Encodable {
        let mark: String
        /// In Unicode scalars of the line, from 0; `end` is the first after it.
        let start: Int
        let end: Int
        let rules: [String]
        let confidence: Double

        init(_ hit: MarkHit, mark: String) {
            self.mark = mark
            start = hit.scalars.lowerBound
            end = hit.scalars.upperBound
            rules = hit.rules.map(\.rawValue)
            confidence = Self.rounded(hit.confidence)
        }

        /// To a hundredth: more would pretend.
        static func rounded(_ confidence: Double) -> Double {
            (confidence * 100).rounded() / 100
        }
    }

    let text: String
    let hits: [Hit]
}
