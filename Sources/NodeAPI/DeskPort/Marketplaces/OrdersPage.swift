import AllianceNames
import Complaints
import Statements

/// Orders on their way to marketplaces.
struct OrdersPage {
    private let context: ConsoleContext
    private let words: ComplaintWords
    private let value: ShownValue

    init(_ context: ConsoleContext) {
        self.context = context
        words = ComplaintWords(context.language)
        value = ShownValue(context)
    }

    private func text(_ text: MarketplaceWorkText) -> String { text(context.language) }

    /// - Parameter isDone: one is tried again since just now.
    func answer(_ orders: [OutboxOrder], _ query: OrderQuery, isDone: Bool) -> DeskAnswer {
        let told: HTML =
            isDone
            ? "<section class=\"notice fine\" role=\"status\"><p>\(text(.tried))</p></section>" : ""
        let found: HTML =
            orders.isEmpty
            ? "<section><p>\(text(.ordersNone))</p></section>"
            : "<section><div class=\"scroll hits\" tabindex=\"0\" role=\"region\" aria-label=\"\(text(.orders))\">\(table(orders))</div>\(more(orders, query))</section>"
        return ConsoleLayout(context).page(
            text(.orders), at: .marketplaces,
            """
            <h1>\(text(.orders))</h1>
            <nav class="ways"><a href="\(ConsoleRoutes.proposalsPath)">\(text(.proposals))</a> · <a href="\(ConsoleRoutes.ordersPath)" aria-current="true">\(text(.orders))</a></nav>
            <p class="lead">\(text(.ordersLead))</p>
            \(told)\(states(query))
            \(found)
            """)
    }

    /// Leads to those behind the last one.
    private func more(_ orders: [OutboxOrder], _ query: OrderQuery) -> HTML {
        guard orders.count == query.limit, let last = orders.last.flatMap({ OrderKey.path($0.id) })
        else { return "" }
        let state = query.state.map { "state=\($0.rawValue)&amp;" as HTML } ?? ""
        let narrowed = query.marketplace.map { "marketplace=\($0)&amp;" as HTML } ?? ""
        return
            "<p><a href=\"\(ConsoleRoutes.ordersPath)?\(state)\(narrowed)after=\(last)\" rel=\"next\">\(text(.further))</a></p>"
    }

    private func states(_ query: OrderQuery) -> HTML {
        let states: [OutboxOrder.State?] = [nil] + OutboxOrder.State.allCases.map { $0 }
        let ways = states.map { state -> HTML in
            let current: HTML = state == query.state ? " aria-current=\"true\"" : ""
            let label = state.map { text(MarketplaceWorkText($0)) } ?? text(.all)
            let narrowed = query.marketplace.map { "&amp;marketplace=\($0)" as HTML } ?? ""
            return
                "<a href=\"\(ConsoleRoutes.ordersPath)?state=\(state?.rawValue ?? "")\(narrowed)\"\(current)>\(label)</a>"
        }
        return
            "<nav class=\"ways\" aria-label=\"\(text(.state))\">\(HTML.joined(ways, by: " · "))</nav>"
    }

    private func table(_ orders: [OutboxOrder]) -> HTML {
        var table = DataTable(
            "\(text(.orders))",
            [
                text(.listing), text(.whatOrdered), text(.state), text(.since), text(.attempts),
                text(.problem), text(.complaint), "",
            ])
        for (row, order) in orders.enumerated() {
            table.append([
                value.identifier(order.ordered.listing, max: 60),
                what(order.ordered.order.action),
                "<span class=\"badge \(Self.colour(of: order.state))\">\(text(MarketplaceWorkText(order.state)))</span>",
                ConsoleWords.minute(order.since), "\(String(order.attempts))",
                order.lastFailure.map { why(.init(keptAs: $0)) } ?? "–",
                reason(order.ordered),
                again(order, row),
            ])
        }
        return table.html
    }

    private func what(_ action: MarketplaceOrder.Action) -> HTML {
        switch action {
        case .takeDown: "\(text(.takeDown))"
        case .restore: "\(text(.restore))"
        case .measure(let measure, _, _): "\(MeasureText(measure)(context.language))"
        case .endMeasure: "\(MeasureText.lifted(context.language))"
        }
    }

    /// The marketplace's own words stay as they are.
    private func why(_ failure: OrderFailure) -> HTML {
        if case .refused(let words) = failure {
            return value.text(words, max: ShownValue.cellCharactersMax)
        }
        return ProblemWords(row: failure.keyword, failure.words, context.language).line
    }

    /// Where it was decided.
    private func reason(_ ordered: OrderedListing) -> HTML {
        let id = ordered.complaint
        let href =
            ordered.order.isOfMeasure
            ? ConsoleRoutes.measureHref(.seller(ordered.listing)) : ComplaintLink.href(id)
        return
            "<a href=\"\(href)\">\(id.origin.channel.rawValue) #\(String(id.index))</a>"
    }

    private func again(_ order: OutboxOrder, _ row: Int) -> HTML {
        guard order.state == .escalated, context.maySpeak else { return "" }
        return
            "<form action=\"\(ConsoleRoutes.orderAgainPath)\" method=\"post\">\(context.tokenField)<input type=\"hidden\" name=\"order\" value=\"\(order.id)\"><button type=\"submit\">\(text(.again))<span class=\"unseen\"> \(String(row + 1))</span></button></form>"
    }

    private static func colour(of state: OutboxOrder.State) -> HTML {
        switch state {
        case .waiting, .taken, .answered: "waiting"
        case .confirmed: "fine"
        case .escalated: "active"
        case .dropped: "ended"
        }
    }
}
