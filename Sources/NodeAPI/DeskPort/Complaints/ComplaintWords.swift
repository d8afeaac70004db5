import ComplaintScoring
import Complaints
import Statements

/// What complaints are told in: their terms in the language of a page, and times as a desk writes them.
struct ComplaintWords {
    let language: DeskLanguage

    init(_ language: DeskLanguage) { self.language = language }

    subscript(_ text: ComplaintText) -> String { text(language) }

    // MARK: Text from elsewhere

    /// A line of a list that could not be read, with why, as an item of what is to be mended.
    func unread(_ refused: ListedTargets.Refused) -> HTML {
        let why = ProblemWords(row: refused.keyword, refused.why, language).line
        return
            "<li>\(self[.checkLine]) \(String(refused.line)): \(Self.shown(refused.text, max: 96)) \(why)</li>"
    }

    /// What is wrong with a complaint and what mends it, as an item of what is to be mended.
    ///
    /// - Parameters:
    ///   - places: the listings that it is about, in a few characters.
    ///   - listings: the same, as they are.
    func failed(_ failure: FilingFailure, places: HTML = "", listings: HTML = "") -> HTML {
        // The sentences have the names and days that the general words lack; they are written in English only.
        let inEnglish: HTML = language == .english ? "" : " class=\"small\" lang=\"en\""
        func exact(_ text: String) -> HTML {
            "<span\(inEnglish)>\(Self.shown(text, max: 500))</span>"
        }
        return """
            <li id="failed-\(failure.code)"><strong>\(self[.init(failure.check)])</strong> <code class="small">\(failure.code)</code>\(places)
            <br>\(exact(failure.problem))<br><strong>\(self[.mendLabel]):</strong> \(self[.init(mending: failure.check)]) \(exact(failure.mend))\(listings)</li>

            """
    }

    /// Escaped, apart from the direction of what stands around it, and with nothing in it that is not seen.
    static func shown(_ text: String, max: Int? = nil) -> HTML {
        let cut = max.map { String(text.prefix($0)) } ?? text
        let more: HTML = cut.utf8.count < text.utf8.count ? "<span class=\"more\">…</span>" : ""
        return "<bdi class=\"value\">\(ShownValue.visible(cut))\(more)</bdi>"
    }

    /// A text of several lines, as paragraphs.
    static func prose(_ text: String) -> HTML {
        let lines = text.split(whereSeparator: \.isNewline).prefix(linesMax)
        return HTML.joined(lines.map { "<p class=\"prose\">\(shown(String($0)))</p>" })
    }

    private static let linesMax = 200

    // MARK: Terms

    /// A sign beside the words carries no meaning of its own: colour only helps to find it.
    func badge(_ stage: ListingStage) -> HTML {
        "<span class=\"badge \(Self.colour(of: stage))\">\(self[.init(stage)])</span>"
    }

    func badge(_ band: ReviewUrgency.Band) -> HTML {
        let colour: HTML =
            switch band {
            case .escalated: "active"
            case .warned: "disputed"
            case .inTime: "fine"
            }
        return "<span class=\"badge \(colour)\">\(self[.init(band)])</span>"
    }

    static func colour(of stage: ListingStage) -> HTML {
        switch stage {
        case .filed: "waiting"
        case .evidenceRequested, .returned, .contested, .appealed: "disputed"
        case .refiled, .withdrawn: "ended"
        case .takenDown, .takedownUpheld: "fine"
        case .refused, .refusalUpheld, .reinstated: "suspended"
        }
    }

    /// What a code of a decision says: one of the checks, of the platform's list, or the code itself.
    func reason(_ code: String) -> HTML {
        if let check = FilingCheck(rawValue: code) { return "\(self[.init(check)])" }
        if let reason = DecisionReason(rawValue: code) { return "\(self[.init(reason)])" }
        return "<code>\(Self.shown(code, max: 64))</code>"
    }

    /// The same for what takes no markup.
    func plainReason(_ code: String) -> String {
        if let check = FilingCheck(rawValue: code) { return self[.init(check)] }
        if let reason = DecisionReason(rawValue: code) { return self[.init(reason)] }
        return ShownValue.plain(code, max: 64)
    }

    func refusal(_ refusal: TransitionRefusal) -> HTML {
        switch refusal {
        case .stage(let stage): "\(self[.refusalStage]): \(badge(stage))"
        case .listingUnknown(let place): "\(self[.refusalListing]): \(String(place + 1))"
        case .tooMany(let most): "\(self[.refusalTooMany]): \(String(most))"
        default: "\(self[.init(refusal)])"
        }
    }

    /// What a feature of a score means; its name where this version does not know it.
    func feature(_ name: String) -> HTML {
        guard let feature = ScoreFeature(rawValue: name) else {
            return "<code>\(Self.shown(name, max: 64))</code>"
        }
        return "\(language == .chinese ? feature.chinese : feature.english)"
    }

    // MARK: Times

    func time(_ time: EventTime) -> HTML {
        time.milliseconds.map(ConsoleWords.minute) ?? "\(self[.notConfirmed])"
    }

    /// How long there is until then, or since when it is over.
    func remaining(until time: UInt64, now: UInt64) -> HTML {
        time >= now
            ? "\(duration(time - now)) \(self[.timeLeft])"
            : "<strong class=\"late\">\(duration(now - time)) \(self[.timeOver])</strong>"
    }

    /// To the minute; days from two days on.
    func duration(_ milliseconds: UInt64) -> String {
        let minutes = milliseconds / 60_000
        let (hours, days) = (minutes / 60, minutes / 1_440)
        if days >= 2 {
            let rest = hours % 24
            return rest == 0
                ? "\(days) \(self[.unitDays])"
                : "\(days) \(self[.unitDays]) \(rest) \(self[.unitHours])"
        }
        return hours == 0
            ? "\(minutes) \(self[.unitMinutes])"
            : "\(hours) \(self[.unitHours]) \(minutes % 60) \(self[.unitMinutes])"
    }

    // MARK: Figures

    /// `1,234.56 EUR`: all currencies here have two decimals but for those that have none.
    static func money(_ minorUnits: UInt64, _ currency: String) -> String {
        guard !wholeCurrencies.contains(currency) else {
            return "\(ConsoleWords.grouped(minorUnits)) \(currency)"
        }
        let cents = "\(minorUnits % 100 + 100)".dropFirst()
        return "\(ConsoleWords.grouped(minorUnits / 100)).\(cents) \(currency)"
    }

    private static let wholeCurrencies: Set<String> = ["JPY", "KRW", "VND", "CLP", "ISK"]

    /// One decimal, as `97.4 %`; a dash of nothing.
    static func percent(_ share: ComplaintFigures.Share) -> String {
        FigureText.percent(share).map { "\($0) %" } ?? "–"
    }

    /// Log-odds in thousandths as people read them: `+2.00`.
    static func logOdds(_ thousandths: Int) -> String {
        let size = thousandths.magnitude
        let hundredths = (size + 5) / 10
        let sign = thousandths < 0 ? "−" : "+"
        let cents = "\(hundredths % 100 + 100)".dropFirst()
        return "\(sign)\(hundredths / 100).\(cents)"
    }

    /// The places of listings as people count them, from 1.
    static func places(_ places: [Int]) -> String { PlaceList(places).description }
}
