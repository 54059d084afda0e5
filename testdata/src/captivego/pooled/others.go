package pooled

import (
	"context"

	"github.com/labstack/echo/v4"
	"github.com/valyala/fasthttp"
)

func (a *api) echo(c echo.Context) error {
	go func() {
		a.store.Save(context.Background(), c.Param("name")) // want `this goroutine uses c, which goes back to a pool when \(\*api\)\.echo returns and then belongs to another request`
	}()
	go func() {
		a.store.Save(c.Request().Context(), "a") // want `this goroutine goes on with c\.Request\(\)\.Context\(\), which is cancelled as soon as \(\*api\)\.echo returns`
	}()
	return c.NoContent(202)
}

func (a *api) fast(ctx *fasthttp.RequestCtx) {
	go func() {
		a.store.Save(context.Background(), ctx.UserValue("name").(string)) // want `this goroutine uses ctx, which goes back to a pool when \(\*api\)\.fast returns`
	}()
	ctx.SetStatusCode(202)
}

// Values that are taken out before are nobody's.
func (a *api) taken(c echo.Context) error {
	name := c.Param("name")
	go a.store.Save(context.WithoutCancel(c.Request().Context()), name)
	return c.NoContent(202)
}
