extension Stylesheet {
    /// What the pages of complaints add, and the seller's, which is one of everybody's.
    static let complaints = """
        fieldset{border:1px solid var(--line);border-radius:.4rem;margin:.7rem 0;padding:.5rem .75rem;min-width:0}
        legend{font-weight:600;padding:0 .3rem}
        textarea{display:block;width:100%;padding:.6rem;font:1rem/1.45 system-ui,sans-serif;color:var(--ink);background:var(--ground);border:1px solid var(--soft);border-radius:.4rem}
        textarea:focus-visible{outline:3px solid var(--link);outline-offset:2px}
        label.tick{display:flex;align-items:flex-start;gap:.5rem;font-weight:400;margin:0;padding:.25rem 0;overflow-wrap:anywhere}
        input.box{display:inline-block;flex:none;width:1.25rem;height:1.25rem;margin:.1rem 0 0;padding:0}
        .badge.ended{background:var(--none-bg);color:var(--none)}
        .ways{margin:0 0 .8rem}
        .ways [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
        .filters .map{border:0;padding:.15rem 0}
        .late{color:var(--bad)}
        .stages{width:100%;max-width:40rem;height:.9rem;display:block;margin:.2rem 0 .5rem}
        .stages .waiting{fill:var(--link)}
        .stages .disputed{fill:var(--care)}
        .stages .fine{fill:var(--ok)}
        .stages .suspended{fill:var(--bad)}
        .stages .ended{fill:var(--soft)}
        .bars .ground{fill:var(--line)}
        .bars text{fill:var(--ink)}
        .why li{padding:.1rem 0;border:0}
        .weighed,.beside{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 1.25rem}
        .weighed li,.beside li{padding:.15rem 0;border:0;overflow-wrap:anywhere}
        .weighed h3,.reasons h3{font-size:.85rem;color:var(--soft);margin:.4rem 0 .2rem}
        .waiting>li{padding:.7rem 0}
        .waiting p{margin:0 0 .3rem;overflow-wrap:anywhere}
        .reasons{columns:16rem;margin:.2rem 0 .5rem}
        .reasons h3,.reasons summary{column-span:all}
        .upload{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.35rem .6rem;align-items:center;padding:.4rem 0;border-top:1px solid var(--line)}
        .upload label{margin:0}
        .prose{margin:.2rem 0;overflow-wrap:anywhere}
        kbd{font:.8rem ui-monospace,Menlo,Consolas,monospace;border:1px solid var(--line);border-radius:.2rem;padding:0 .25rem}
        @media (max-width:44rem){.weighed,.beside,.upload{grid-template-columns:minmax(0,1fr)}}

        """
}
