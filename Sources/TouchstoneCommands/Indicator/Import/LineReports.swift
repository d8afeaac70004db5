package import Statements

/// One identifier a line. Empty lines and lines that begin with `#` are passed over.
package struct LineReports: ReportReader {
    /// Longest line, in bytes.
    package static let lineBytesMax = 8 * 1024

    /// Nil: guessed for each line.
    let type: IndicatorType?
    let report: ReportOptions
    private let template: IndicatorAssertion?
    private var pending: [UInt8] = []
    private var line = 0

    package init(type: IndicatorType?, report: ReportOptions) throws {
        self.type = type
        self.report = report
        // What all lines share is worked out once.
        template = try (try? Indicator(.domain, parsing: "template.example")).map {
            try report.assertion(of: $0)
        }
    }

    package mutating func read(_ chunk: [UInt8], _ body: (ReportRow) -> Void) {
        var start = chunk.startIndex
        while let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) {
            if pending.isEmpty {
                take(chunk[start..<end], body)
            } else {
                pending.append(contentsOf: chunk[start..<end])
                let whole = pending
                pending.removeAll(keepingCapacity: true)
                take(whole[...], body)
            }
            start = end + 1
        }
        // Of a line that is too long only as much is kept as shows that it is.
        let room = Self.lineBytesMax + 1 - pending.count
        pending.append(contentsOf: chunk[start...].prefix(max(0, room)))
    }

    package mutating func finish(_ body: (ReportRow) -> Void) {
        if !pending.isEmpty { take(pending[...], body) }
        pending = []
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, _ body: (ReportRow) -> Void) {
        line += 1
        // Before anything is cut off: what was kept of a longer one must not be taken for the whole.
        let isTooLong = bytes.count > Self.lineBytesMax
        var bytes = bytes.prefix(Self.lineBytesMax + 1)
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0d }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        if line == 1, bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
        guard bytes.first != UInt8(ascii: "#"), isTooLong || !bytes.isEmpty else { return }
        guard !isTooLong else {
            return body(
                refused(
                    String(decoding: bytes.prefix(80), as: UTF8.self), "line-too-long",
                    "a line has at most \(Self.lineBytesMax) bytes"))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return body(
                refused(
                    String(decoding: bytes.prefix(80), as: UTF8.self), "not-utf8",
                    "the line is not UTF-8; save the list as UTF-8"))
        }
        if let row = row(text) { body(row) }
    }

    private func row(_ text: String) -> ReportRow? {
        let named: IndicatorType
        do throws(RowRefusal) {
            named = if let type { type } else { try Self.guess(text) }
        } catch {
            return refused(text, error.keyword, error.reason)
        }
        do throws(IndicatorError) {
            let indicator = try Indicator(named, parsing: text)
            guard var assertion = template else { return nil }
            assertion.indicator = indicator
            return ReportRow(line: line, input: text, result: .success(assertion))
        } catch {
            return refused(text, error.keyword, error.description)
        }
    }

    private func refused(_ text: String, _ keyword: String, _ reason: String) -> ReportRow {
        ReportRow(
            line: line, input: String(text.prefix(ReportRow.inputCharactersMax)),
            result: .failure(RowRefusal(keyword: keyword, reason: reason)))
    }

    /// What an identifier without a type most likely is.
    /// - Throws: for what may be of several types: a report is signed for good, and one of the wrong
    ///   type is found by nobody.
    static func guess(_ text: String) throws(RowRefusal) -> IndicatorType {
        if text.contains("://") { return .url }
        if text.contains("@") { return .email }
        if text.first == "+" || text.first == "＋" { return .phone }
        if (try? Indicator(.ip, parsing: text)) != nil { return .ip }
        if text.contains(":") {
            throw RowRefusal(
                keyword: "type-unknown",
                reason:
                    "it does not say what it is: a seller account, listing, social or payment account, or an address with a port (type url); name its type with --type or in a column 'type'"
            )
        }
        if text.utf8.count == 64, text.allSatisfy(\.isHexDigit) { return .imageSHA256 }
        if text.contains(where: \.isNumber), !text.contains("."),
            (try? Indicator(.paymentAccount, parsing: text)) != nil
        {
            return .paymentAccount
        }
        return .domain
    }
}
