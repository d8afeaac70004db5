import Foundation
import GS1
import Testing

/// The folder of vectors that nobody of this project wrote, where it is there.
private let vectorFolder: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    let shared =
        ProcessInfo.processInfo.environment["TOUCHSTONE_VECTORS"].map { URL(filePath: $0) }
        ?? root.appending(path: "../shared/vectors")
    let folder = shared.appending(path: "gs1-syntax-engine")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()

/// Only what the four application identifiers in use can tell; the whole set comes with the whole
/// syntax.
@Suite(.enabled(if: vectorFolder != nil, "vectors/gs1-syntax-engine is not here"))
struct SyntaxEngineVectorTests {
    private func json(_ name: String) throws -> [String: Any] {
        let url = try #require(vectorFolder).appending(path: name)
        return try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }

    private func linterRows(_ name: String) throws -> [(isValid: Bool, value: String)] {
        let linters = try #require(try json("linters.json")["linters"] as? [String: Any])
        let rows = try #require(linters[name] as? [[String: Any]])
        return try rows.map {
            (try #require($0["expect"] as? String) == "pass", try #require($0["value"] as? String))
        }
    }

    @Test("character set 82 is that of the engine")
    func characterSet() throws {
        let rows = try linterRows("cset82")
        #expect(rows.count > 200)
        for row in rows {
            #expect(row.value.utf8.allSatisfy(CharacterSet82.contains) == row.isValid, "\(row)")
        }
    }

    @Test("a check digit is right when the engine says so")
    func checkDigits() throws {
        for row in try linterRows("csum") where [8, 12, 13, 14].contains(row.value.count) {
            #expect(((try? GTIN(parsing: row.value)) != nil) == row.isValid, "\(row)")
        }
    }

    @Test("a date is one when the engine says so")
    func dates() throws {
        for row in try linterRows("yymmd0") {
            #expect(((try? ExpiryDate(parsing: row.value)) != nil) == row.isValid, "\(row)")
        }
    }

    /// The engine's result `^0109520123456788` + `21...`, from what we understood.
    private func unbracketed(_ item: ItemIdentifiers) -> Set<String> {
        var parts: Set<String> = ["01" + item.gtin.digits14]
        if let serial = item.serial { parts.insert("21" + serial.text) }
        if let lot = item.lot { parts.insert("10" + lot.text) }
        if let expiry = item.expiry { parts.insert("17\(expiry)") }
        return parts
    }

    private func rows(
        _ file: String, _ function: String
    ) throws -> [(isValid: Bool, input: String, output: String)] {
        let vectors = try #require(try json(file)["vectors"] as? [[String: Any]])
        return vectors.compactMap { vector in
            guard vector["fn"] as? String == function, let row = vector["args"] as? [Any],
                let isValid = row[0] as? Bool, let input = row[1] as? String,
                let output = row[2] as? String
            else { return nil }
            return (isValid, input, output)
        }
    }

    @Test(
        "what the engine refuses is refused, and what is understood here means what it says there",
        arguments: [("ai.json", "test_parseAIdata", "("), ("dl.json", "test_parseDLuri", "h")])
    func parsing(file: String, function: String, first: String) throws {
        let rows = try rows(file, function)
        #expect(rows.count > 20)
        var understood = 0
        for row in rows where row.input.lowercased().hasPrefix(first) {
            guard let item = try? ItemIdentifiers(parsing: row.input) else { continue }
            understood += 1
            #expect(row.isValid, "\(row.input) was read as \(item.elementString)")
            let whole = row.output.split(separator: "^").joined()
            for part in unbracketed(item) {
                #expect(whole.contains(part), "\(row.input): \(part) not in \(row.output)")
            }
        }
        #expect(understood >= 2)
    }
}
