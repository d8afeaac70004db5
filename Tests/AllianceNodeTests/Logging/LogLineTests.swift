import AllianceNode
import Foundation
import JSON
import Logging
import Synchronization
import Testing

@Suite struct LogLineTests {
    /// A log that keeps what is written.
    private final class Kept: Sendable {
        let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
    }

    private func output(_ style: LogOutput.Style, into kept: Kept) -> LogOutput {
        LogOutput(
            style, now: { 1_795_682_853_120 },
            write: { line in kept.lines.withLock { $0.append(line) } })
    }

    @Test("an event is one line of JSON with time, level, message and its fields")
    func json() throws {
        let kept = Kept()
        let logger = output(.init(format: .json), into: kept).logger()
        logger.warning(
            "a peer is away", metadata: ["peer": "hub", "level": "9", "error": "it said \"no\"\\"])
        #expect(
            kept.all == [
                #"{"time":"2026-11-26T08:47:33.120Z","level":"warning","message":"a peer is away","error":"it said \"no\"\\","level_":"9","peer":"hub"}"#
                    + "\n"
            ])
    }

    @Test("an event is one line for people, with values in quotes where they need them")
    func text() {
        let kept = Kept()
        let logger = output(.init(), into: kept).logger()
        logger.info("a peer is away", metadata: ["peer": "hub", "reason": "no route", "empty": ""])
        #expect(
            kept.all == [
                #"2026-11-26T08:47:33.120Z info a peer is away empty="" peer=hub reason="no route""#
                    + "\n"
            ])
    }

    @Test(
        "what a peer sent begins no line, steers no terminal and turns no direction",
        arguments: LogFormat.allCases)
    func hostile(format: LogFormat) throws {
        let kept = Kept()
        let logger = output(.init(format: format), into: kept).logger()
        let hostile =
            "a\nb\r\u{1b}[2J\u{85}\u{9b}2J\u{2028}\u{202e}\u{2066}\u{e0041}\u{0}\"}\n{\"level\":\"x\""
        logger.error("\(hostile)", metadata: ["reason": "\(hostile)", "\(hostile)": "1"])
        let line = try #require(kept.all.first)
        #expect(line.filter(\.isNewline) == "\n")
        let acting = line.dropLast().unicodeScalars.filter {
            [.control, .format, .lineSeparator, .paragraphSeparator].contains(
                $0.properties.generalCategory)
        }
        #expect(acting.isEmpty)
        if format == .json {
            guard case .object(let fields) = try JSONValue(parsing: line) else {
                Issue.record("no object")
                return
            }
            #expect(fields["reason"] == .string(hostile), "nothing is lost")
            #expect(fields["level"] == .string("error"))
        }
    }

    @Test("what is too long is cut between two characters")
    func long() throws {
        for filler in ["x", "é", "🙂"] {
            let text = "a" + String(repeating: filler, count: LogLine.valueBytesMax)
            let line = LogLine(at: 0, .info, "m", ["v": "\(text)"]).text(.json)
            #expect(line.utf8.count < LogLine.valueBytesMax + 100)
            #expect(line.hasSuffix("\(filler)…\"}\n"))
            #expect(throws: Never.self) { try JSONValue(parsing: line) }
        }
    }

    @Test("level and format change for loggers that are there already")
    func live() {
        let kept = Kept()
        let output = output(.init(level: .warning), into: kept)
        let logger = output.logger()
        logger.info("first")
        output.style = .init(format: .json, level: .info)
        logger.info("second")
        logger.debug("third")
        #expect(kept.all.count == 1)
        #expect(kept.all.first?.contains(#""message":"second""#) == true)
    }

    @Test("each field of the log has a name in small letters that docs/monitoring.md explains")
    func fields() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../..").standardizedFileURL
        let page = try String(
            contentsOf: root.appending(path: "docs/monitoring.md"), encoding: .utf8)
        let files = try #require(
            FileManager.default.enumerator(
                at: root.appending(path: "Sources"), includingPropertiesForKeys: nil))
        var names: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for list in text.matches(of: /metadata: \[([^\]]*)\]/) {
                for name in list.output.1.matches(of: /(?:^|[,\s])"([^"\\]+)":/) {
                    names.insert(String(name.output.1))
                }
            }
        }
        #expect(names.count > 20)
        for name in names.sorted() {
            #expect(name.wholeMatch(of: /[a-z][a-z_]*/) != nil, "\(name)")
            #expect(page.contains("`\(name)`"), "\(name) is not in docs/monitoring.md")
        }
    }
}
