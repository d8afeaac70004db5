import AllianceNames
import Casework
import NodeAPI
import Statements
import Testing

@Suite("Saying something else of a draft's rows")
struct DraftSayingTests {
    private func content() throws -> DraftContent {
        var report = IndicatorAssertion(
            indicator: try Indicator(.domain, parsing: "shop.example"), basis: .testBuy,
            confidence: 50, tlp: .amber)
        report.attributes = [Attribute(name: "phone", value: "555")]
        return DraftContent(channel: .alliance, title: "", reports: [report])
    }

    private static func said(_ indicator: Indicator) -> IndicatorAssertion {
        IndicatorAssertion(indicator: indicator, basis: .judgment, confidence: 10, tlp: .green)
    }

    @Test("who names the attributes, if none, has them replaced; who does not, has them kept")
    func attributes() throws {
        var content = try content()
        content.say(keepingAttributes: true) { Self.said($0.indicator) }
        #expect(content.reports[0].attributes.map(\.value) == ["555"])
        content.say(keepingAttributes: false) { Self.said($0.indicator) }
        #expect(content.reports[0].attributes.isEmpty)
        #expect(content.reports[0].confidence == 10)
    }

    @Test("what a row is about stays, whatever is said of it")
    func indicator() throws {
        var content = try content()
        let other = try Indicator(.domain, parsing: "other.example")
        content.say(keepingAttributes: true) { _ in Self.said(other) }
        #expect(content.reports[0].indicator.readableValue == "shop.example")
    }
}
