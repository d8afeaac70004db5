import Notices
import SignIn

/// What all pages of the console have in common: where one is, where else one can go, and a search.
struct ConsoleLayout {
    enum Place: CaseIterable {
        case overview, notices, search, check, drafts, cases, inquiries, complaints, review,
            measures, marketplaces, rights, linked, product, members, accounts, audit

        var path: String {
            switch self {
            case .overview: "/console"
            case .notices: ConsoleRoutes.noticesPath
            case .search: "/console/search"
            case .check: "/console/check"
            case .drafts: ConsoleRoutes.draftsPath
            case .cases: ConsoleRoutes.casesPath
            case .inquiries: ConsoleRoutes.inquiriesPath
            case .complaints: ComplaintListQuery.path
            case .review: ConsoleRoutes.reviewPath
            case .measures: ConsoleRoutes.measuresPath
            case .marketplaces: ConsoleRoutes.proposalsPath
            case .rights: ConsoleRoutes.rightsPath
            case .linked: LinkedSellersPage.path
            case .product: "/console/product"
            case .members: "/console/members"
            case .accounts: ConsoleRoutes.accountsPath
            case .audit: ConsoleRoutes.auditPath
            }
        }

        var title: PageText {
            switch self {
            case .overview: .navOverview
            case .notices: .navNotices
            case .search: .navSearch
            case .check: .navCheck
            case .drafts: .navDrafts
            case .cases: .navCases
            case .inquiries: .navInquiries
            case .complaints: .navComplaints
            case .review: .navReview
            case .measures: .navMeasures
            case .marketplaces: .navMarketplaces
            case .rights: .navRights
            case .linked: .navLinked
            case .product: .navProduct
            case .members: .navMembers
            case .accounts: .navAccounts
            case .audit: .navAudit
            }
        }
    }

    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    /// - Parameters:
    ///   - place: where the page belongs; nil belongs nowhere.
    ///   - content: with its own first heading.
    func page(
        _ title: String, at place: Place?, status: Int = 200, _ content: HTML
    ) -> DeskAnswer {
        let bar: HTML = "\(navigation(place))\n\(place == .search ? "" : quickSearch)"
        let footer = ConsoleFooter(
            language: context.language, person: context.person, path: context.path)
        return PageLayout(
            context.language, .console(context.language, bar: bar, foot: footer.html())
        ).page(title: title, status: status, content)
    }

    private func navigation(_ place: Place?) -> HTML {
        // A program has no records of its own to look at.
        let places = Place.allCases.filter {
            switch $0 {
            case .audit: context.person != nil
            case .notices: context.unread != nil
            case .drafts, .cases: context.mayDraft
            case .inquiries: context.takesInquiries && context.mayDraft
            case .complaints: context.complaints != nil
            case .review: context.complaints?.isPlatform == true && context.maySpeak
            case .measures: context.takesMeasures
            case .marketplaces: context.keepsMarketplaces
            case .rights: context.keepsRights
            case .accounts: context.keepsAccounts
            default: true
            }
        }
        let items = places.map { item -> HTML in
            let current: HTML = item == place ? " aria-current=\"page\"" : ""
            let new: HTML = item == .notices ? unread : ""
            return "<li><a href=\"\(item.path)\"\(current)>\(context[item.title])\(new)</a></li>"
        }
        return
            "<nav aria-label=\"\(context[.navLabel])\"><ul>\(HTML.joined(items))</ul></nav>"
    }

    private var unread: HTML {
        guard let unread = context.unread, unread > 0 else { return "" }
        let count = unread < NoticeLimits.countedMax ? String(unread) : "\(unread - 1)+"
        return
            " <span class=\"badge disputed\">\(count)<span class=\"unseen\"> \(context[.noticeNew])</span></span>"
    }

    private var quickSearch: HTML {
        """
        <form class="quick" role="search" action="\(SearchForm.path)" method="get">
        <label class="unseen" for="quick">\(context[.searchLabel])</label>
        <input id="quick" type="search" name="q" maxlength="1024" placeholder="\(context[.searchPlaceholder])" autocomplete="off" autocapitalize="none" spellcheck="false">
        <button type="submit">\(context[.searchButton])</button></form>
        """
    }
}
