extension Catalogue {
    static let englishSearch: @Sendable (SearchPageText) -> String = { text in
        switch text {
        case .found: "Found"
        case .orMore: "or more"
        case .narrowHeading: "Narrow to"
        case .narrowLead: "How many there are of each."
        case .onlyNewest:
            "There is more than is counted here, so each figure is the least that there is."
        case .narrowedTo: "chosen"
        case .allOfThem: "all again"
        case .sharedIn: "Shared in"
        case .savedHeading: "Saved searches"
        case .savedLead: "Yours alone: nobody else sees them."
        case .savedNone: "None yet. A search that was run can be saved below it."
        case .saveThis: "Save this search"
        case .savedName: "Name"
        case .save: "Save"
        case .rename: "Rename"
        case .savedDelete: "Delete"
        case .savedNew: "new"
        case .savedNoneNew: "nothing new"
        case .savedChange: "Change"
        case .savedLastRun: "Last run"
        case .savedUnreadable: "This version cannot read this search; delete it."
        }
    }
}
