/// How the desk's pages look: one sheet for all, so that the pages' policy needs no inline styles.
/// Colours keep a contrast of 4.5 : 1 and more (WCAG 2.2, 1.4.3), in light and in dark.
enum Stylesheet {
    /// Changes with the text, so that browsers may keep it.
    static let path = "/desk-6.css"
    static let seconds = 86_400

    static let route = DeskRoute(.get, path, for: .everybody) { _ in
        var answer = DeskAnswer(
            mediaType: "text/css; charset=utf-8", body: Array((text + console + complaints).utf8))
        answer.caching = .everybody(seconds: seconds)
        return answer
    }

    static let text = """
        :root{--ink:#16202c;--soft:#4c5a69;--line:#d5dce4;--paper:#fff;--ground:#eef1f5;--bar:#14283f;--link:#0b57a4;
        --ok:#0a5c36;--ok-bg:#e3f3ea;--care:#7a4b00;--care-bg:#fdf1d8;--bad:#9b1c1c;--bad-bg:#fce8e6;--none:#34495e;--none-bg:#e7edf3}
        @media (prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#a9b6c4;--line:#33414f;--paper:#1b2530;--ground:#121a22;--bar:#0c1620;--link:#8cc2ff;
        --ok:#8fe0b5;--ok-bg:#12351f;--care:#f6cf7f;--care-bg:#3d2d08;--bad:#ffb4ab;--bad-bg:#4a1613;--none:#bccbda;--none-bg:#223142}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans SC","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
        .top{background:var(--bar)}
        .top a{display:flex;align-items:center;gap:.6rem;max-width:40rem;margin:0 auto;padding:.85rem 1rem;color:#fff;font-weight:600;text-decoration:none}
        .mark{color:#5f7488;flex:none}
        main{max-width:40rem;margin:0 auto;padding:1rem}
        section,form{background:var(--paper);border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin:0 0 1rem}
        h1{font-size:1.5rem;line-height:1.25;margin:0 0 .35rem;overflow-wrap:anywhere}
        h2{font-size:.95rem;font-weight:600;color:var(--soft);margin:0 0 .6rem}
        h3{font-size:1rem;margin:.6rem 0 .35rem;overflow-wrap:anywhere}
        p{margin:0 0 .6rem}
        p:last-child{margin-bottom:0}
        .verdict{border:0;box-shadow:inset .5rem 0 currentColor;padding:1.1rem 1rem 1.1rem 1.4rem}
        .verdict .head{display:flex;gap:.75rem;align-items:flex-start}
        .verdict svg{flex:none;width:2.5rem;height:2.5rem;margin-top:.1rem}
        .verdict .item{margin:0 0 .5rem;font-size:.95rem;font-weight:600;overflow-wrap:anywhere}
        .verdict p{color:var(--ink)}
        .genuine{background:var(--ok-bg);color:var(--ok)}
        .caution{background:var(--care-bg);color:var(--care)}
        .counterfeitSuspected{background:var(--bad-bg);color:var(--bad)}
        .unknown{background:var(--none-bg);color:var(--none)}
        dl{margin:0}
        dl div{display:flex;flex-wrap:wrap;gap:.1rem .75rem;padding:.5rem 0;border-top:1px solid var(--line)}
        dl div:first-child{border-top:0;padding-top:0}
        dl div:last-child{padding-bottom:0}
        dt{flex:1 1 7rem;color:var(--soft)}
        dd{flex:2 1 9.5rem;margin:0;overflow-wrap:anywhere}
        code{font:1rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
        ul{margin:0;padding:0;list-style:none}
        li{padding:.6rem 0;border-top:1px solid var(--line)}
        li:first-child{border-top:0;padding-top:0}
        li:last-child{padding-bottom:0}
        .small{font-size:.85rem;color:var(--soft)}
        dl+.small,input+.small{margin-top:.6rem}
        a{color:var(--link)}
        a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--link);outline-offset:2px}
        label{display:block;font-weight:600;margin-bottom:.35rem}
        input{display:block;width:100%;padding:.75rem;font:1.0625rem ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--ink);background:var(--ground);border:1px solid var(--soft);border-radius:.5rem}
        select{display:block;width:100%;min-width:0;padding:.75rem;font:1.0625rem system-ui,sans-serif;color:var(--ink);background:var(--ground);border:1px solid var(--soft);border-radius:.5rem}
        main>nav{margin-bottom:.9rem}
        :is(input,select,textarea)+label{margin-top:.9rem}
        input[type=checkbox],input[type=radio]{display:inline-block;width:auto}
        fieldset{min-width:0;margin:0 0 .75rem;border:1px solid var(--line);border-radius:.5rem}
        legend{font-weight:600;padding:0 .3rem}
        .choice{display:flex;align-items:baseline;gap:.6rem;font-weight:400;margin:0;padding:.4rem 0}
        .choice input{flex:none;margin:0;padding:0}
        button{display:block;width:100%;margin-top:.75rem;padding:.85rem;font:600 1.0625rem system-ui,sans-serif;color:#fff;background:#0b57a4;border:0;border-radius:.5rem}
        footer{max-width:40rem;margin:0 auto;padding:0 1rem 2rem;color:var(--soft);font-size:.9rem}
        @media print{body{background:#fff}.top a{color:#000}section{break-inside:avoid}}

        """
}
