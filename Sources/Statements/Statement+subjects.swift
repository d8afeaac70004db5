extension Statement {
    /// The identifiers that it is about: none for what is about something else.
    package var subjects: [Indicator] {
        switch self {
        case .assertIndicator(let said): [said.indicator]
        case .dispute(let said): [said.indicator]
        case .sight(let said): [said.indicator]
        case .link(let said): [said.a, said.b]
        case .right, .registerProduct, .serialSnapshot, .stixObject, .complaint, .misuseMeasure,
            .retract, .unknown:
            []
        }
    }
}
