import AllianceNames
import Casework
import Statements

/// The fields of a report beside its identifier, as `ReportForm` reads them.
struct ReportFields {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// - Parameters:
    ///   - report: what the fields begin with.
    ///   - channel: the one that is chosen; with who reads it behind each.
    func html(
        _ report: IndicatorAssertion?, title: String, channel: ChannelID?,
        _ audiences: [DraftAudience]
    ) -> HTML {
        let words = ConsoleWords(context)
        let channels = audiences.map { audience -> HTML in
            option(
                audience.channel.rawValue,
                "\(audience.channel.rawValue) (\(audience.readers.count))",
                audience.channel == channel)
        }
        let bases = Basis.allCases.map {
            option($0.name, words.basis($0), $0 == report?.basis ?? .customerReport)
        }
        let markings = TLP.allCases.map { tlp in
            option(
                tlp.name, "TLP:\(tlp.name.uppercased()) · \(words.audienceText(tlp))",
                tlp == report?.tlp ?? .amber)
        }
        let isPerson: HTML = report?.naturalPerson == true ? " checked" : ""
        return """
            \(select("channel", .draftChannel, channels))
            \(select("tlp", .mayBeSeenBy, markings))
            \(select("basis", .headBasis, bases))
            \(input("confidence", .draftConfidence, String(report?.confidence ?? 50), "inputmode=\"numeric\" maxlength=\"3\" required"))
            \(input("marks", .headMarks, report?.marks.joined(separator: ", "), ""))
            \(input("marketplace", .headMarketplace, report?.marketplace, "maxlength=\"512\""))
            \(day("first", .headFirst, report?.firstSeen))
            \(day("last", .headLast, report?.lastSeen))
            \(day("until", .headValidUntil, report?.validUntil))
            <div class="map"><label for="person">\(context[.headPerson])</label>
            <input id="person" class="box" type="checkbox" name="person" value="yes"\(isPerson)><span></span></div>
            \(input("legal", .headLegalBasis, report?.legalBasis, "maxlength=\"4096\""))
            <label class="after" for="note">\(context[.headNote])</label>
            <textarea id="note" name="note" rows="3" maxlength="4096">
            \(report?.note ?? "")</textarea>
            \(input("title", .draftTitle, title, "maxlength=\"120\""))
            """
    }

    func input(
        _ name: String, _ label: PageText, _ value: String?, _ more: String
    ) -> HTML {
        """
        <div class="map"><label for="\(name)">\(context[label])</label>
        <input id="\(name)" name="\(name)" value="\(value ?? "")" autocomplete="off" \(HTML(stringLiteral: more))><span></span></div>

        """
    }

    private func day(_ name: String, _ label: PageText, _ time: UInt64?) -> HTML {
        """
        <div class="map"><label for="\(name)">\(context[label])</label>
        <input id="\(name)" name="\(name)" type="date" value="\(time.map(ConsoleWords.dayText) ?? "")"><span></span></div>

        """
    }

    func select(_ name: String, _ label: PageText, _ options: [HTML]) -> HTML {
        """
        <div class="map"><label for="\(name)">\(context[label])</label>
        <select id="\(name)" name="\(name)">\(HTML.joined(options))</select><span></span></div>

        """
    }

    func option(_ value: String, _ label: String, _ isChosen: Bool) -> HTML {
        "<option value=\"\(value)\"\(isChosen ? " selected" : "")>\(label)</option>"
    }
}
