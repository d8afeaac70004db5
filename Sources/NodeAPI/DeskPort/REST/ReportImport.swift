import JSON
import Peering
import Statements

/// Reads a list of reports line by line and says what became of each: in the order of the lines, one line of
/// JSON each, and one at the end for all. It holds a batch and the answer, never the list.
struct ReportImport {
    static let mediaType = "application/x-ndjson"
    /// Of one request.
    static let bytesMax = 64 * 1024 * 1024
    static let linesMax = 100_000
    /// Lines that are refused before the rest is not looked at any more: a list of another kind.
    static let refusedMax = 10_000
    /// Signed together.
    static let batchLines = 1_000
    /// At one time, at a desk.
    static let atOnceMax = 2

    /// Why the rest of a list was not looked at.
    enum Stop: String {
        case lines, refusals, bytes
        /// The request broke off; signing failed.
        case broken, failed
    }

    private var lines = NDJSONLines()
    private(set) var batch: [(line: Int, statement: Statement)] = []
    private var refusedInBatch: [(line: Int, keyword: String, detail: String)] = []
    private(set) var taken = 0
    private(set) var refused = 0
    private(set) var stop: Stop?
    private var read = 0
    private var answer = JSONLines()

    /// - Returns: whether the batch is to be signed now.
    mutating func read(_ bytes: [UInt8]) -> Bool {
        var lines = lines
        lines.read(bytes) { take($0) }
        self.lines = lines
        return batch.count >= Self.batchLines
    }

    mutating func finish() {
        var lines = lines
        lines.finish { take($0) }
        self.lines = lines
    }

    /// The list goes on beyond what one request may have.
    mutating func stop(_ reason: Stop) { if stop == nil { stop = reason } }

    /// Ends the list without what is not signed yet.
    mutating func giveUp(_ reason: Stop) {
        stop(reason)
        batch = []
        refused -= refusedInBatch.count
        refusedInBatch = []
    }

    private mutating func take(_ line: NDJSONLines.Line) {
        guard stop == nil else { return }
        guard read < Self.linesMax else { return stop(.lines) }
        read += 1
        do throws(PeerProblem) {
            batch.append((line.number, .assertIndicator(try Self.report(of: line))))
        } catch {
            refuse(line.number, error.keyword, error.detail)
        }
    }

    /// - Throws: status 400 or 422, for what is none.
    static func report(
        of line: NDJSONLines.Line
    ) throws(PeerProblem) -> IndicatorAssertion {
        guard let bytes = line.bytes else {
            throw PeerProblem(
                status: 400, keyword: "line-too-long",
                detail: "A line has at most \(NDJSONLines.lineBytesMax) bytes.")
        }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes, depthMax: RESTBody.depthMax)
        } catch {
            throw PeerProblem(
                status: 400, keyword: error.keyword, detail: "The line is \(error).")
        }
        return try ReportBody(value).assertion
    }

    private mutating func refuse(_ line: Int, _ keyword: String, _ detail: String) {
        refusedInBatch.append((line, keyword, detail))
        refused += 1
        if refused >= Self.refusedMax { stop(.refusals) }
    }

    /// The batch is signed, but for what is refused.
    mutating func signed(_ signed: EachSigned?) {
        let refusals = signed?.refused ?? [:]
        var index = signed?.first ?? 0
        var entries: [(line: Int, index: UInt64)] = []
        for (number, one) in batch.enumerated() {
            if let refusal = refusals[number] {
                refuse(one.line, refusal.keyword, refusal.unsigned.detail)
            } else {
                entries.append((one.line, index))
                index += 1
            }
        }
        taken += entries.count
        batch = []
        // Both are in the order of the lines, once those are sorted that only the sealer has refused.
        var refusedLines = refusedInBatch.sorted { $0.line < $1.line }[...]
        refusedInBatch = []
        for entry in entries {
            while let refusal = refusedLines.first, refusal.line < entry.line {
                append(refusal)
                refusedLines.removeFirst()
            }
            answer.append([
                ("line", .integer(UInt64(entry.line))), ("index", .integer(entry.index)),
            ])
        }
        for refusal in refusedLines { append(refusal) }
    }

    private mutating func append(_ refusal: (line: Int, keyword: String, detail: String)) {
        answer.append([
            ("line", .integer(UInt64(refusal.line))), ("refused", .string(refusal.keyword)),
            ("detail", .string(refusal.detail)),
        ])
    }

    /// With the last line, which is about all.
    mutating func finished(log: String, treeSize: UInt64?) -> [UInt8] {
        answer.append([
            ("log", .string(log)), ("taken", .integer(UInt64(taken))),
            ("refused", .integer(UInt64(refused))), ("treeSize", treeSize.map { .integer($0) }),
            ("complete", .bool(stop == nil)), ("stopped", (stop?.rawValue).map { .string($0) }),
        ])
        return answer.bytes
    }
}

/// Lines of JSON.
private struct JSONLines {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ members: [(String, JSONValue?)]) {
        bytes += JSONValue.members(members).compactBytes
        bytes.append(UInt8(ascii: "\n"))
    }
}
