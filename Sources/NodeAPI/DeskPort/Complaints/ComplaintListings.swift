import Complaints
import Statements

/// The listings of a complaint: where each stands, why, and what was weighed.
struct ComplaintListings {
    private let context: ConsoleContext
    private let detail: ComplaintDetail
    private let state: CaseState
    private let words: ComplaintWords
    private let judgements: [Int: ListingJudgement]

    init(
        _ context: ConsoleContext, _ detail: ComplaintDetail, _ state: CaseState,
        _ words: ComplaintWords
    ) {
        self.context = context
        self.detail = detail
        self.state = state
        self.words = words
        // What only the platform's reviewers may know is theirs.
        let judgements = context.maySpeak ? detail.judgements : []
        self.judgements = Dictionary(
            judgements.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func html(_ listings: [ListingState]) -> HTML {
        var table = DataTable(
            "\(words[.listingsCaption])",
            [
                words[.headListing], words[.headNumber], words[.headStage], words[.headRuling],
                words[.headMore],
            ])
        for listing in listings {
            table.append([
                ShownValue(context).link(listing.listing), "\(String(listing.place + 1))",
                words.badge(listing.stage), ruling(listing), more(listing),
            ])
        }
        return
            "<div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(words[.listingsCaption])\">\(table.html)</div>"
    }

    private func ruling(_ listing: ListingState) -> HTML {
        guard let ruling = listing.ruling else { return "–" }
        return RulingWords(words).html(ruling)
    }

    /// What is behind it, folded.
    private func more(_ listing: ListingState) -> HTML {
        var parts: [HTML] = []
        if let score = listing.ruling?.score {
            parts.append(ScoreTable(words).html(score))
        } else if let judgement = judgements[listing.place], !judgement.contributions.isEmpty {
            parts.append(ScoreTable(words).html(judgement))
        }
        parts += listing.objections.map { objection($0) }
        parts += listing.requests.map { request($0) }
        parts += [order(listing), hold(listing)]
        parts += listing.records.map { record($0) }
        if let reason = listing.reinstatement {
            parts.append("<p>\(words[.stepReinstate]): \(words[.init(reason)])</p>")
        }
        if listing.takedown != nil {
            parts.append(
                "<p><a href=\"\(ComplaintLink.href(state.id, at: ConsoleRoutes.reasonsPath))&amp;place=\(String(listing.place))\">\(words[.reasonsHeading])</a></p>"
            )
        }
        let steps = listing.steps.map { step -> HTML in
            "<li>\(words.time(step.time)) · \(words[.init(step.transition)])</li>"
        }
        parts.append("<ol class=\"items\">\(HTML.joined(steps))</ol>")
        return
            "<details><summary>\(words[.headMore])<span class=\"unseen\"> \(words[.listing]) \(String(listing.place + 1))</span></summary>\(HTML.joined(parts))</details>"
    }

    private func objection(_ objection: ListingState.Objection) -> HTML {
        let standing: ComplaintText =
            objection.isUpheld.map { isUpheld -> ComplaintText in
                isUpheld ? .objectionUpheld : .objectionRejected
            } ?? .objectionOpen
        return """
            <p><strong>\(words[objection.kind == .counterNotice ? .stepCounter : .stepAppeal])</strong> \(words.time(objection.time)) · \(words[standing])</p>
            \(ObjectionText(words).html(detail.said[objection.entry]))
            """
    }

    private func request(_ request: ListingState.RequestedEvidence) -> HTML {
        var said: HTML = ""
        if case .evidenceRequest(let asked)? = detail.said[request.entry] {
            let roles = asked.roles.map { words[.init($0)] }.joined(separator: ", ")
            said = "<p>\(roles)</p>\(ComplaintWords.prose(asked.text))"
        }
        let answer: HTML =
            request.suppliedAt.map { "\(words[.stepSupply]) \(words.time($0))" }
            ?? "\(words[.dueEvidence]) \(ConsoleWords.minute(request.due))"
        return
            "<p><strong>\(words[.stepRequest])</strong> \(words.time(request.time)) · \(answer)</p>\(said)"
    }

    private func order(_ listing: ListingState) -> HTML {
        guard let order = listing.order else { return "" }
        let what: ComplaintText =
            switch order.action {
            case .takeDown, .measure: .orderTakeDown
            case .restore, .endMeasure: .orderRestore
            }
        let progress: HTML =
            switch order.progress {
            case .outstanding: "\(words[.orderOutstanding])"
            case .confirmed(_, let time): "\(words[.orderConfirmed]) \(words.time(time))"
            case .escalated(_, let time): "\(words[.outcomeEscalated]) \(words.time(time))"
            }
        return "<p>\(words[what]): \(progress)</p>"
    }

    private func hold(_ listing: ListingState) -> HTML {
        guard let until = listing.heldUntil else { return "" }
        return "<p>\(words[.dueHold]): \(ConsoleWords.minute(until))</p>"
    }

    private func record(_ record: ListingState.Record) -> HTML {
        let value: HTML =
            record.value.map { " · \(ComplaintWords.money($0.minorUnits, $0.currency))" } ?? ""
        return
            "<p>\(words[.init(record.kind)]) \(words.time(record.time)) · \(ConsoleWords.grouped(record.items)) \(words[.items])\(value)</p>"
    }
}

/// A decision in words.
struct RulingWords {
    private let words: ComplaintWords

    init(_ words: ComplaintWords) { self.words = words }

    func html(_ ruling: ListingState.Ruling) -> HTML {
        let reasons = ruling.reasons.prefix(ComplaintDecision.Part.reasonsMax).map { code -> HTML in
            guard let check = FilingCheck(rawValue: code) else {
                return "<li>\(words.reason(code))</li>"
            }
            return
                "<li>\(words.reason(code)) <span class=\"small\">\(words[.mendLabel]): \(words[.init(mending: check)])</span></li>"
        }
        let scope: HTML =
            ruling.verdict == .takeDown ? " · \(words[.init(ruling.scope)])" : ""
        let until: HTML =
            ruling.restrictedUntil.map { " · \(words[.until]) \(ConsoleWords.day($0))" } ?? ""
        return """
            <strong>\(words[.init(ruling.verdict)])</strong>\(scope)\(until)
            <span class="small">\(words[ruling.isAutomatic ? .byNobody : .byPerson]) · \(words.time(ruling.time))</span>
            <ul class="why">\(HTML.joined(reasons))</ul>\(ComplaintWords.prose(ruling.explanation))
            """
    }
}

/// What somebody wrote who objects.
struct ObjectionText {
    private let words: ComplaintWords

    init(_ words: ComplaintWords) { self.words = words }

    func html(_ said: ComplaintStatement?) -> HTML {
        switch said {
        case .counterNotice(let notice)?:
            "<p>\(words[.init(notice.reason)])</p>\(ComplaintWords.prose(notice.text))"
        case .appeal(let appeal)?: ComplaintWords.prose(appeal.text)
        default: "<p class=\"small\">\(words[.textNotHere])</p>"
        }
    }
}
