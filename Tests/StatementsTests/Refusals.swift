import Statements

/// The keyword of the refusal, or nil where the value is accepted.
func refusal(_ type: IndicatorType, _ raw: String) -> String? {
    do {
        _ = try Indicator(type, parsing: raw)
        return nil
    } catch {
        return error.keyword
    }
}

func canonical(_ type: IndicatorType, _ raw: String) -> String? {
    try? Indicator(type, parsing: raw).value
}
