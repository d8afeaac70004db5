import Foundation
import Screening
import Testing

@Suite struct HarmTableTests {
    @Test("decibans are ten times the logarithm of the odds")
    func probability() {
        for decibans in -60...60 {
            let odds = pow(10, Double(decibans) / 10)
            let found = HarmTable.probability(ofDecibans: decibans)
            #expect(abs(found - odds / (1 + odds)) < 1e-12, "\(decibans)")
        }
        #expect(HarmTable.probability(ofDecibans: 0) == 0.5)
    }

    @Test("the page has the table that the program goes by")
    func page() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/screening.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text.contains("Version \(HarmTable.version)"))
        for line in HarmTable.Line.allCases {
            #expect(
                text.contains("| `\(line.rawValue)` | \(line.decibans) |"), "\(line.rawValue)")
        }
    }
}
