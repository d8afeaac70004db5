import AllianceNames
import Casework
import Statements

/// The fields of a report beside its identifier, as `ReportForm` reads them.
struct ReportFields {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// What the fields hold, as text: also what somebody typed that is no report.
    struct Filled {
        var channel = ""
        var marking = TLP.amber.name
        var basis = Basis.customerReport.name
        var confidence = "50"
        var (marks, marketplace) = ("", "")
        var (first, last, until) = ("", "", "")
        var isPerson = false
        var (legal, note, title) = ("", "", "")

        init(channel: ChannelID?) { self.channel = channel?.rawValue ?? "" }

        init(_ report: IndicatorAssertion, title: String, channel: ChannelID) {
            self.init(channel: channel)
            marking = report.tlp.name
            basis = report.basis.name
            confidence = String(report.confidence)
            marks = report.marks.joined(separator: ", ")
            marketplace = report.marketplace ?? ""
            first = report.firstSeen.map(ConsoleWords.dayText) ?? ""
            last = report.lastSeen.map(ConsoleWords.dayText) ?? ""
            until = report.validUntil.map(ConsoleWords.dayText) ?? ""
            isPerson = report.naturalPerson == true
            legal = report.legalBasis ?? ""
            note = report.note ?? ""
            self.title = title
        }

        /// As it was typed, under the names that `ReportForm` reads.
        init(_ fields: FormFields) {
            channel = fields["channel"] ?? ""
            marking = fields["tlp"] ?? marking
            basis = fields["basis"] ?? basis
            confidence = fields["confidence"] ?? ""
            marks = fields["marks"] ?? ""
            marketplace = fields["marketplace"] ?? ""
            first = fields["first"] ?? ""
            last = fields["last"] ?? ""
            until = fields["until"] ?? ""
            isPerson = fields["person"] == "yes"
            legal = fields["legal"] ?? ""
            note = fields["note"] ?? ""
            title = fields["title"] ?? ""
        }
    }

    /// - Parameters:
    ///   - filled: what the fields begin with.
    ///   - audiences: the channels, with who reads it behind each.
    func html(_ filled: Filled, _ audiences: [DraftAudience]) -> HTML {
        let words = ConsoleWords(context)
        let channels = audiences.map { audience -> HTML in
            option(
                audience.channel.rawValue,
                "\(audience.channel.rawValue) (\(audience.readers.count))",
                audience.channel.rawValue == filled.channel)
        }
        let bases = Basis.allCases.map {
            option($0.name, words.basis($0), $0.name == filled.basis)
        }
        let markings = TLP.allCases.map { tlp in
            option(
                tlp.name, "TLP:\(tlp.name.uppercased()) · \(words.audienceText(tlp))",
                tlp.name == filled.marking)
        }
        let isPerson: HTML = filled.isPerson ? " checked" : ""
        return """
            \(select("channel", .draftChannel, channels))
            \(select("tlp", .mayBeSeenBy, markings))
            \(select("basis", .headBasis, bases))
            \(input("confidence", .draftConfidence, filled.confidence, "inputmode=\"numeric\" maxlength=\"3\" required"))
            \(input("marks", .headMarks, filled.marks, ""))
            \(input("marketplace", .headMarketplace, filled.marketplace, "maxlength=\"512\""))
            \(day("first", .headFirst, filled.first))
            \(day("last", .headLast, filled.last))
            \(day("until", .headValidUntil, filled.until))
            <div class="map"><label for="person">\(context[.headPerson])</label>
            <input id="person" class="box" type="checkbox" name="person" value="yes"\(isPerson)><span></span></div>
            \(input("legal", .headLegalBasis, filled.legal, "maxlength=\"4096\""))
            <label class="after" for="note">\(context[.headNote])</label>
            <textarea id="note" name="note" rows="3" maxlength="4096">
            \(filled.note)</textarea>
            \(input("title", .draftTitle, filled.title, "maxlength=\"120\""))
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

    private func day(_ name: String, _ label: PageText, _ day: String) -> HTML {
        """
        <div class="map"><label for="\(name)">\(context[label])</label>
        <input id="\(name)" name="\(name)" type="date" value="\(day)"><span></span></div>

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
